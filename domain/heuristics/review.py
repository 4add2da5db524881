"""What a reviewer's edits make of the proposed clips."""

from collections.abc import Sequence

from domain.contracts.clips import ClipEdit, ClipPlan


def kept_clips(plans: Sequence[ClipPlan], edits: Sequence[ClipEdit]) -> tuple[ClipPlan, ...]:
    """The clips to produce, in rank order; a later edit of the same clip replaces an earlier one."""
    by_rank = {edit.rank: edit for edit in edits}
    kept = []
    for plan in sorted(plans, key=lambda plan: plan.rank):
        edit = by_rank.get(plan.rank)
        if edit is None:
            kept.append(plan)
        elif edit.keep:
            kept.append(plan.model_copy(update={"title": edit.title}) if edit.title else plan)
    return tuple(kept)
