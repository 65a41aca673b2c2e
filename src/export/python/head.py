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


def race(name, make):
    p = torch.tensor([float(c) for c in start], requires_grad=True)
    optimizer = make(p)
    averages = hasattr(optimizer, "train")  # Schedule-free optimizers show their average when they are told to.
    if averages:
        optimizer.train()
    for step in range(1, STEPS + 1):
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

