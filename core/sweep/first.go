package sweep

// FirstViolation looks for what goes wrong without a rule: it plays the worlds
// of the seeds from 1 on, at most so many, and returns the outcome of the first
// in which the property is violated that the rule protects. Its seed says how
// many it took.
func FirstViolation(rule string, seedsMax uint64) (Outcome, bool) {
	for seed := uint64(1); seed <= seedsMax; seed++ {
		if o := Run(seed, Options{Off: []string{rule}}); o.IsWanted() {
			return o, true
		}
	}
	return Outcome{}, false
}
