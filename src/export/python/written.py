class Written(torch.optim.Optimizer):
    """A rule written out: t is the step from 1, x the point, g the gradient; kept is what it remembers."""

    def __init__(self, params, rule, **values):
        super().__init__(params, {name: torch.tensor(float(value)) for name, value in values.items()})
        self.rule = rule

    @torch.no_grad()
    def step(self):
        values = dict(self.param_groups[0])
        for p in values.pop("params"):
            kept = self.state[p]
            kept["t"] = kept.get("t", 0) + 1
            p += self.rule(kept["t"], p.clone(), p.grad.clone(), kept, **values)
