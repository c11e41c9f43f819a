"""Rasa policy that hands a turn to a person whenever `decide()` says so, whatever form is open."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import Policy as RasaPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import fingerprints
from bot.nlu.engine.live import contract_parse, judge

ASK_HANDOFF = "action_ask_handoff"
FALLBACK = "action_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class EscalationPolicy(RasaPolicy):
    """Predicts `action_ask_handoff`, then listening; an open form stays and goes on afterwards.

    Reasons in `left_to_skills` alone do not stop a skill: it shows the facts first (the last scan of a disputed
    signature) or goes on collecting (a photo); the gateway reads the decision from the channel's answer anyway.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 10, "left_to_skills": ["authority"]}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprints.of_helpers()

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> Resource:
        """Nothing to learn: the rules are `decide()`, the thresholds travel with each turn."""
        with self._model_storage.write_to(self._resource):
            return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        done: list[str] = []
        for event in reversed(tracker.events):
            if isinstance(event, ActionExecuted):
                done.append(event.action_name)
            elif isinstance(event, UserUttered):
                return self._after(event, done, domain, form=tracker.active_loop_name is not None)
        return self._prediction(self._default_predictions(domain))

    def _after(
        self, message: UserUttered, done: list[str], domain: Domain, *, form: bool
    ) -> PolicyPrediction:
        """`done` are the actions since the message, the last one first. An open form asks its question again."""
        asks_again = form and done == [FALLBACK]
        if done and done[0] in (ASK_HANDOFF, FALLBACK) and not asks_again:
            # After a fallback of our own no rule fits either, and RulePolicy would predict it again and again.
            return self._certain(ACTION_LISTEN_NAME, domain)
        if done or ASK_HANDOFF not in domain.action_names_or_texts:
            return self._prediction(self._default_predictions(domain))
        parse = contract_parse(message.parse_data, message.text or "")
        _, decision = judge(parse, message.metadata)
        if set(decision.reasons) <= set(self.config["left_to_skills"]):
            return self._prediction(self._default_predictions(domain))
        return self._certain(ASK_HANDOFF, domain)

    def _certain(self, action: str, domain: Domain) -> PolicyPrediction:
        return self._prediction(self._prediction_result(action, domain), is_no_user_prediction=True)

    def _prediction_result(self, action: str, domain: Domain) -> list[float]:
        result = self._default_predictions(domain)
        result[domain.index_for_action(action)] = 1.0
        return result
