"""What a score means to a lifter."""

READY = 88.0
LIMITED = 75.0


def verdict_of(total: float) -> str:
    """In a few words; only a simplified program scores under 75."""
    if total >= READY:
        return "ready to train"
    return "ready to train, with small limits" if total >= LIMITED else "usable, read the notes"
