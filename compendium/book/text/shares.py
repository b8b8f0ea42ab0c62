"""Whether 'a third' and 'a quarter' are shares: a third may be one more of a kind, and a quarter three months."""

import re

CHANGED_BY = re.compile(
    r"\b(?:by|up|down|to|of|fell|rose|lost|gained)\s+(?:about\s+|nearly\s+|almost\s+|over\s+)?an?\s+$", re.IGNORECASE)
ENDED = re.compile(r"\s*(?:$|[.,;:)])|\s+(?:on|in|since|from|and|or|over|after|during|between|within)\b", re.IGNORECASE)
"""Around 'a third' or 'a quarter', the words that make it a part and no order: fell by a quarter in May."""
ARTICLE = re.compile(r"\b(?:a|one|per|every|each|by|nearly|about|almost|over)\s+(?:a\s+)?$", re.IGNORECASE)
"""Before 'a third' of something, or more or less by it, what makes a part of it."""
ABOUT_A = re.compile(r"\b(?:about|around|nearly|almost|roughly|some|over|under|up to|only|just|(?:more|less) than"
                     r"|at (?:least|most))\s+(?:an?|one)\s+$", re.IGNORECASE)
AN = re.compile(r"\b(?:an?|one)\s+$", re.IGNORECASE)
_JOINS = "to|in|on|at|by|from|with|for|and|or|but|than|as|since|over|after|during|between|within|into|out|back|abroad"
NO_NOUN = re.compile(
    rf"\s*(?:$|[.,;:)!?])|\s+(?:{_JOINS}|is|are|was|were|has|have|had|do(?:es)?|did|will|would|may|might|can|could|must"
    r"|goes|go|went|comes?|came|leaves?|left|takes?|took|gives?|gave|falls?|fell|rises?|rose|grew|s[aiu]nk|lost|lies|lay"
    rf"|stays?|stood|stands?|remains?|belongs?|holds?|held|[a-z]+ed(?=\s*(?:$|[.,;:)])|\s(?:{_JOINS}|the|an?|its)\b))\b",
    re.IGNORECASE)
"""Before and behind 'a third' or 'a quarter', what makes a share of it by itself: nearly a third is lost."""
WHICH_ONE = re.compile(r"\b(?:one|two|three|first|second|another|others?|both|neither|say|says|said|writes?)\b",
                       re.IGNORECASE)
SPEAKS = re.compile(r"\s+(?:is silent|has none|says|said|wrote|writes)\b", re.IGNORECASE)
"""Before and behind 'a third', what makes of it the third of those who were named."""
A_SEASON = re.compile(r"\b(?:in|for|during|within|after|per|through|once|every|each)\s+an?\s+$", re.IGNORECASE)
"""Before 'a quarter', what makes a length of time of it."""


def is_share(word: str, before: str, after: str) -> bool:
    """Whether 'third' or 'quarter' is a part of something, by the words around it."""
    part = ARTICLE.search(before) and re.match(r"\s+(?:of|more|less|lower|higher)\b", after)
    if part or (CHANGED_BY.search(before) and ENDED.match(after)):
        return True
    if not AN.search(before) or not NO_NOUN.match(after) or A_SEASON.search(before):
        return False
    ahead = AN.sub("", before)
    # at the head of a sentence it may be the third of those whom the sentences before it name
    which = word == "third" and (not ahead.strip() or WHICH_ONE.search(ahead) or SPEAKS.match(after))
    return bool(ABOUT_A.search(before) or not which)
