"""How long a slip stays visible: Slipguard with its durable engine, beside a bare script, in one run."""
