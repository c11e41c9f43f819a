"""What the escalation policy predicts, and what it leaves to others."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.engine.policy import ASK_HANDOFF, EscalationPolicy
from tests.nlu.conftest import FIXTURES


@pytest.fixture
def domain() -> Domain:
    return Domain.load(str(FIXTURES / "domain.yml"))


@pytest.fixture
def policy(tmp_path: Any) -> EscalationPolicy:
    context = ExecutionContext(GraphSchema({}))
    config = EscalationPolicy.get_default_config()
    return EscalationPolicy(config, LocalModelStorage.create(tmp_path), Resource("policy"), context)


def said(text: str, intent: str, **metadata: Any) -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": 0.9}, parse_data={}, metadata=metadata)


def predicted(policy: EscalationPolicy, domain: Domain, *events: Event) -> tuple[str | None, bool]:
    tracker = DialogueStateTracker.from_events("s", list(events), domain.slots)
    found = policy.predict_action_probabilities(tracker, domain)
    best = domain.action_names_or_texts[found.max_confidence_index] if found.max_confidence else None
    return best, found.is_no_user_prediction


def test_a_call_for_a_person_is_asked_over_and_then_listened(
    policy: EscalationPolicy, domain: Domain
) -> None:
    message = said("转人工", "ask_human")
    assert predicted(policy, domain, message) == (ASK_HANDOFF, True)
    assert predicted(policy, domain, message, ActionExecuted(ASK_HANDOFF)) == ("action_listen", True)


def test_after_a_fallback_the_bot_listens(policy: EscalationPolicy, domain: Domain) -> None:
    events = [said("到哪了", "track_shipment"), ActionExecuted("action_fallback")]
    assert predicted(policy, domain, *events) == ("action_listen", True)


def test_after_a_fallback_in_an_open_form_the_form_asks_again(
    policy: EscalationPolicy, domain: Domain
) -> None:
    begun = [ActiveLoop("request_form"), said("嘟嘟", "nlu_fallback"), ActionExecuted("action_fallback")]
    assert predicted(policy, domain, *begun) == (None, False)
    assert predicted(policy, domain, *begun, ActionExecuted("action_fallback")) == ("action_listen", True)


def test_a_calm_question_is_left_to_the_rules(policy: EscalationPolicy, domain: Domain) -> None:
    assert predicted(policy, domain, said("到哪了", "track_shipment")) == (None, False)
    assert predicted(policy, domain) == (None, False)


def test_a_turn_that_a_skill_has_begun_is_not_interrupted(policy: EscalationPolicy, domain: Domain) -> None:
    begun = [said("转人工", "ask_human"), ActionExecuted("action_greet")]
    assert predicted(policy, domain, *begun) == (None, False)


def test_authority_alone_is_left_to_the_skill_that_shows_the_facts(
    policy: EscalationPolicy, domain: Domain
) -> None:
    assert predicted(policy, domain, said("显示签收我没收到", "not_received")) == (None, False)


def test_thresholds_of_the_turn_decide(policy: EscalationPolicy, domain: Domain) -> None:
    strict = said("不太行", "complaint", policy={"complaint_confidence": 0.95})
    assert predicted(policy, domain, strict) == (None, False)
    assert predicted(policy, domain, said("不太行", "complaint")) == (ASK_HANDOFF, True)
