"""The product: rooms, people, messages, the call to Lily. Wiring is in `hearth_chat`, the model server in `lily`."""
