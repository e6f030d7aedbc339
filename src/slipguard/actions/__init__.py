"""What a person can do: the verbs that all faces share. Permission checks live here."""
