package sweep

import (
	"slices"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// replaysMax bounds how many worlds are played to shrink one.
const replaysMax = 4000

// Shrink returns an outcome with the same property violated by as few inputs as
// delta debugging finds (Zeller and Hildebrandt 2002): none of those that are
// left can be left out, and Raft owes the property all the same: see sound. It
// returns o if nothing was violated.
func Shrink(o Outcome) Outcome {
	if o.Violation == nil {
		return o
	}
	o.Plan.Wanted = []string{o.Violation.Property}
	x := shrinking{best: o, left: replaysMax, sound: !replay(o.Seed, o.Plan).unsound}
	if o.Violation.At <= o.Plan.End {
		x.try(x.until(o.Plan.Inputs, o.Violation.At))
	}
	head := len(o.Plan.Off) + o.Plan.Mixture.Clients - 1
	fixed := x.best.Plan.Inputs[:head]
	x.minimize(x.best.Plan.Inputs[head:], func(rest []lab.Input) bool {
		return x.try(x.until(slices.Concat(fixed, rest), x.best.Violation.At))
	})
	x.closeTerminals(len(o.Plan.Off))
	return x.best
}

// shrinking is the smallest plan so far, and how often one may still be tried.
type shrinking struct {
	best  Outcome
	left  int
	sound bool // the world that is shrunk takes away no more than Raft can do without
}

// until is the best plan with other inputs. Where the violation came before the
// chaos had ended, it ends soon after the moment given: other inputs may bring
// it about a little later.
func (x *shrinking) until(inputs []lab.Input, at sim.Time) Plan {
	plan := x.best.Plan
	plan.Inputs = inputs
	if at <= plan.End {
		plan.Calm = false
		plan.End = at + 2*plan.Mixture.timeouts().ElectionMax
		for len(plan.Inputs) > 0 && plan.Inputs[len(plan.Inputs)-1].At > plan.End {
			plan.Inputs = plan.Inputs[:len(plan.Inputs)-1]
		}
	}
	return plan
}

// try keeps a plan that violates the same property.
func (x *shrinking) try(plan Plan) bool {
	if x.left == 0 {
		return false
	}
	x.left--
	o := replay(x.best.Seed, plan)
	if o.Violation == nil || o.Violation.Property != x.best.Violation.Property || o.unsound && x.sound {
		return false
	}
	x.best = o
	return true
}

// minimize leaves out as many inputs as it can.
func (x *shrinking) minimize(inputs []lab.Input, holds func([]lab.Input) bool) {
	for parts := 2; len(inputs) > 0; {
		size := (len(inputs) + parts - 1) / parts
		smaller := false
		for from := 0; from < len(inputs); from += size {
			rest := slices.Concat(inputs[:from], inputs[min(from+size, len(inputs)):])
			if holds(rest) {
				inputs, parts, smaller = rest, max(parts-1, 2), true
				break
			}
		}
		if smaller {
			continue
		}
		if size == 1 {
			return
		}
		parts = min(2*parts, len(inputs))
	}
}

// closeTerminals leaves out the terminals that nothing is typed into, from the
// last one on, so that the others keep their numbers.
func (x *shrinking) closeTerminals(from int) {
	for x.best.Plan.Mixture.Clients > 1 {
		plan := x.best.Plan
		at := from + plan.Mixture.Clients - 2
		node := sim.FirstClient + sim.Node(plan.Mixture.Clients)
		if slices.ContainsFunc(plan.Inputs, func(in lab.Input) bool { return in.Terminal == node }) {
			return
		}
		plan.Inputs = slices.Delete(slices.Clone(plan.Inputs), at, at+1)
		plan.Mixture.Clients--
		if !x.try(plan) {
			return
		}
	}
}
