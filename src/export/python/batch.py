def batch(step, count, size):
    """The points that a step sees: every epoch goes through all of them once, in an order of its own."""
    if size >= count:
        return list(range(count))
    epoch, turn = divmod(step - 1, -(-count // size))
    order, random, end = list(range(count)), Random(SEED, epoch), min((turn + 1) * size, count)
    for place in range(end):
        other = place + random.below(count - place)
        order[place], order[other] = order[other], order[place]
    return order[turn * size : end]
