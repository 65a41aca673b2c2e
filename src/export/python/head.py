"""A race of optimizers, as Downhill shows it: prints where each of them ends.

What PyTorch has is PyTorch's; other rules are written out, line by line as Downhill runs them. Results agree up to rounding,
which chaotic runs amplify; at kinks PyTorch may take another slope.
"""

import math

import torch

torch.set_default_dtype(torch.float64)


def choose(better, a, b):
    """The better of two, the first where they are equal."""
    a, b = torch.as_tensor(a), torch.as_tensor(b)
    return torch.where(better(a, b), a, b)


def go_over(optimizer, before, after):
    """Goes on with the values in which two fresh optimizers differ; the state is kept."""
    groups = zip(optimizer.param_groups, before.param_groups, after.param_groups)
    for group, old, new in groups:
        group.update({key: value for key, value in new.items() if key != "params" and value != old[key]})


def race(name, make, *changes):
    """The changes are (steps taken by then, what makes an optimizer with the values to go on with)."""
    p = torch.tensor([float(c) for c in start], requires_grad=True)
    optimizer = make(p)
    averages = hasattr(optimizer, "train")  # Schedule-free optimizers show their average when they are told to.
    if averages:
        optimizer.train()
    for step in range(1, STEPS + 1):
        for taken, change in changes:
            if taken == step - 1:
                if averages:  # The average follows from the point by the old values.
                    optimizer.eval()
                go_over(optimizer, make(p), change(p))
                make = change
                if averages:
                    optimizer.train()
        optimizer.zero_grad()
        loss_of_step(p, step).backward()
        before = p.detach().clone()
        optimizer.step()
        if not (p.abs() <= 1e9).all():
            with torch.no_grad():
                p.copy_(before)
            print(f"{name} diverged at step {step}")
            break
    if averages:
        optimizer.eval()
    x, y = p.tolist()
    print(f"{name}: x = {x!r}, y = {y!r}, loss = {loss(p).item()!r}")

