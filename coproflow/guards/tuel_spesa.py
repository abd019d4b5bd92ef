"""D.Lgs. 267/2000 (TUEL), the stages of spending: commitment, visa, liquidation (artt. 163, 183, 184, 191)."""
