"""The call to a language model: providers, the merge of settings, prompts. No tables, no events."""
