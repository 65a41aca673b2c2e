class Written(torch.optim.Optimizer):
    """A rule written out: t is the step from 1, x the point, g the gradient; kept is what it remembers."""

    def __init__(self, params, rule, **values):
        super().__init__(params, {})
        self.rule = rule
        self.values = {name: torch.tensor(float(value)) for name, value in values.items()}

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            kept = self.state[p]
            kept["t"] = kept.get("t", 0) + 1
            p += self.rule(kept["t"], p.clone(), p.grad.clone(), kept, **self.values)
