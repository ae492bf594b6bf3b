package sweep

import (
	"slices"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// direction is a mixture that is made for a rule which random faults would take
// too long to miss. Every second seed has it while the rule is off.
type direction struct {
	why      string // it takes so much
	members  int
	options  []string
	faults   []string
	low, gap sim.Time // from one fault to the next, on average: between these
	think    sim.Time // from an answer to a client's next request, on average, at most
}

// directed has the mixtures that are directed at a rule.
var directed = map[string]direction{
	"commit-own-term": {
		why: "Figure 8: a leader comes back and brings an entry of its old term to a majority, but not yet one of its own, " +
			"before another is elected that lacks it. Messages carry one entry, one at a time, and leaders come and go.",
		members: 5,
		options: []string{"message-entries 1", "inflight-messages 1", "snapshot-every off"},
		faults:  []string{"crash", "timeout", "partition"},
		low:     8 * sim.Millisecond, gap: 60 * sim.Millisecond,
		think: 20 * sim.Millisecond,
	},
}

// direct turns a drawn mixture into a directed one, as far as the options of
// the sweep leave it to the seed.
func (d direction) direct(m *Mixture, o Options, c *chance) {
	if o.Members == 0 && d.members != 0 {
		m.Config.Members = d.members
	}
	m.Config.Profile, m.Config.Net, m.Config.Bare = lab.PaperTimes, lab.Demo, true
	m.base, m.disk = m.Config.Quiet()
	m.Options = d.options
	allowed := o.faults()
	m.Faults = nil
	for _, f := range allowed {
		if slices.Contains(d.faults, f.Name) {
			m.Faults = append(m.Faults, f)
		}
	}
	m.Gap = c.span(d.low, d.gap)
	m.Think = c.span(sim.Millisecond, d.think)
}

// Directed says why a rule has a mixture that is directed at it, and whether it
// has one.
func Directed(rule string) (why string, ok bool) {
	d, ok := directed[rule]
	return d.why, ok
}
