"""Acts and themes by a language model that the user sets up; all else comes from the rules.

Nothing here is imported unless it is asked for, and nothing beyond the standard library is
needed: the model answers behind an address that speaks the chat protocol of OpenAI.
"""

from kg.extracting.language_model.endpoint import Endpoint, EndpointFailure
from kg.extracting.language_model.extractor import LanguageModel

__all__ = ["Endpoint", "EndpointFailure", "LanguageModel"]
