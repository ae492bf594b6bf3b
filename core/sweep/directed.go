package sweep

import (
	"fmt"
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// direction is a mixture that is made for a rule which random faults would take
// too long to miss. Every second seed has it while the rule is off.
type direction struct {
	why     string // it takes so much
	members int
	net     lab.Net
	options []string
	faults  []string
	acts    []Fault // that no other mixture has
	// Times from one fault to the next, and from an answer to a client's next
	// request, on average, are drawn from those up to these.
	gap, think sim.Time
	keys       int
	times      int // as many faults as another mixture gets; 0: once
	gets       int // of 100 requests
}

// directed has the mixtures that are directed at a rule.
var directed = map[string]direction{
	"commit-own-term": {
		why: "Figure 8: a leader comes back and brings an entry of its old term to a majority, but not yet one of its own, " +
			"before another is elected that lacks it. Messages carry one entry, one at a time, and leaders come and go.",
		members: 5, net: lab.Demo,
		options: []string{"message-entries 1", "inflight-messages 1", "snapshot-every off", "pre-vote off", "keep-leader off"},
		acts:    []Fault{comeback, comeback, mute},
		gap:     60 * sim.Millisecond, think: 20 * sim.Millisecond, keys: 4, gets: 10, times: 5,
	},
	"lease-keeps-leader": {
		why: "A new leader must be elected, and acknowledge a write, while the lease of the old one, which hears nobody, " +
			"still has some hundredths of a second to run.",
		members: 3, net: lab.LAN,
		options: []string{"lease-reads 1.1", "pre-vote off"},
		faults:  []string{"timeout", "partition"},
		gap:     40 * sim.Millisecond, think: 4 * sim.Millisecond, keys: 1, gets: 60,
	},
	"lease-from-send": {
		why: "Answers must take long to the leader, and nothing of it arrive any more, so that its lease seems to run on " +
			"when the others have waited long enough, and elect another.",
		members: 3, net: lab.LAN,
		options: []string{"lease-reads 1.1", "pre-vote off"},
		faults:  []string{"timeout"},
		acts:    []Fault{deafen, mute},
		gap:     200 * sim.Millisecond, think: 4 * sim.Millisecond, keys: 1, gets: 60,
	},
	"restart-keeps-leader": {
		why: "A voter must crash, restart and vote, and the new leader acknowledge a write, while the lease of the old one, " +
			"which hears nobody, still has some hundredths of a second to run.",
		members: 3, net: lab.LAN,
		options: []string{"lease-reads 1.1", "pre-vote off"},
		faults:  []string{"partition"},
		acts:    []Fault{usurp},
		gap:     100 * sim.Millisecond, think: 4 * sim.Millisecond, keys: 1, gets: 60,
	},
	"transfer-ends-lease": {
		why: "A leader must not hear that whom it told to stand was elected, and be asked to read after that one acknowledged a " +
			"write, while its lease still has some hundredths of a second to run.",
		members: 3, net: lab.LAN,
		options: []string{"lease-reads 1.1", "pre-vote off"},
		acts:    []Fault{abdicate},
		gap:     100 * sim.Millisecond, think: 4 * sim.Millisecond, keys: 1, gets: 60,
	},
	"change-own-term": {
		why: "A leader must add a member, and only that one know of it; the next leader remove the first, and only some know of that; " +
			"and then the first be elected by those who know of neither.",
		members: 4, net: lab.Demo,
		options: []string{"pre-vote off", "keep-leader off", "check-quorum off"},
		acts:    []Fault{estrange},
		gap:     6 * sim.Millisecond, think: 50 * sim.Millisecond, keys: 2, gets: 20, times: 6,
	},
	"snapshot-late": {
		why: "A snapshot must arrive a second time after entries that came later, and the leader that knows of them be cut off " +
			"before it has sent them again to who lost them.",
		members: 3, net: lab.Demo,
		options: []string{"snapshot-every 3", "snapshot-trail 1", "snapshot-chunk 65536", "pre-vote off", "keep-leader off"},
		acts:    []Fault{shake, rotate, rotate, rotate},
		gap:     200 * sim.Millisecond, think: 10 * sim.Millisecond, keys: 3, gets: 20,
	},
}

// What only directed mixtures do.
var (
	usurp  = Fault{"usurp", "the leader is cut off, one of the others restarts, and another stands for election", makeUsurp}
	rotate = Fault{"rotate", "one member after the other is alone; where it leads, another stands for election", makeRotate}
	deafen = Fault{"deafen", "what others send to the leader takes long", makeDeafen}
	mute   = Fault{"mute", "what the leader sends to others is lost", makeMute}
	// comeback is Figure 8 in one act: who comes back may have entries of its own.
	comeback = Fault{"comeback", "the leader crashes, and one that was down stands for election", makeComeback}
	shake    = Fault{"shake", "many messages arrive twice, and late", makeShake}
	abdicate = Fault{"abdicate", "the leader hands over, and hears nothing any more", makeAbdicate}
	estrange = Fault{"estrange", "the leader adds a member and is cut off with it, and the next removes the leader", makeEstrange}
)

func makeUsurp(s *storm) string {
	leader := s.leader()
	if leader == sim.Nobody || s.members() < 3 || len(s.cuts()) > 0 {
		return "heal"
	}
	voter := 1 + leader%sim.Node(s.members())
	rival := 1 + voter%sim.Node(s.members())
	if s.percent(50) {
		voter, rival = rival, voter
	}
	return fmt.Sprintf("partition %d; crash %d; restart %d; timeout %d", leader, voter, voter, rival)
}

func makeRotate(s *storm) string {
	alone, leader := sim.Node(s.between(1, s.members())), s.leader()
	if alone != leader || s.members() < 2 {
		return fmt.Sprintf("partition %d", alone)
	}
	rival := 1 + sim.Node(s.below(s.members()-1))
	if rival >= leader {
		rival++
	}
	return fmt.Sprintf("partition %d; timeout %d", leader, rival)
}

// toOthers has a verb done to the link between the leader and each other member.
func (s *storm) toOthers(verb func(leader, other sim.Node) string) string {
	leader := s.leader()
	if leader == sim.Nobody {
		return ""
	}
	var verbs []string
	for n := range s.play.World().Servers {
		if n != leader {
			verbs = append(verbs, verb(leader, n))
		}
	}
	return strings.Join(verbs, "; ")
}

func makeDeafen(s *storm) string {
	latency := milliseconds(s.span(s.election()/8, s.election()/2))
	return s.toOthers(func(leader, n sim.Node) string { return fmt.Sprintf("link %d>%d latency=%s", n, leader, latency) })
}

func makeMute(s *storm) string {
	if len(s.cuts()) > 0 {
		return "heal"
	}
	return s.toOthers(func(leader, n sim.Node) string { return fmt.Sprintf("cut %d>%d", leader, n) })
}

func makeComeback(s *storm) string {
	leader, down := s.leader(), s.down()
	switch {
	case leader == sim.Nobody && len(down) > 0:
		return fmt.Sprintf("restart %d", one(s.chance, down))
	case leader == sim.Nobody:
		return ""
	case len(down) == 0:
		return fmt.Sprintf("crash %d", leader)
	}
	back := one(s.chance, down)
	return fmt.Sprintf("heal; crash %d; restart %d; timeout %d", leader, back, back)
}

func makeShake(s *storm) string {
	return fmt.Sprintf("link all dup=%d%% reorder=%d%% jitter=%dms", s.between(20, 60), s.between(20, 60), s.between(20, 100))
}

// direct turns a drawn mixture into a directed one, as far as the options of
// the sweep leave it to the seed.
func (d direction) direct(m *Mixture, o Options, c *chance) {
	if o.Members == 0 && d.members != 0 {
		m.Config.Members = d.members
	}
	m.Config.Profile, m.Config.Net, m.Config.Bare = lab.PaperTimes, d.net, true
	m.base, m.disk = m.Config.Quiet()
	m.Options = d.options
	allowed := o.faults()
	m.Faults = nil
	for _, f := range allowed {
		if slices.Contains(d.faults, f.Name) {
			m.Faults = append(m.Faults, f)
		}
	}
	if len(allowed) > 0 {
		m.Faults = append(m.Faults, d.acts...)
	}
	m.Gap = c.span(d.gap/8, d.gap)
	m.Think = c.span(sim.Millisecond, d.think)
	m.Keys, m.Gets = d.keys, d.gets
	m.Steps *= max(d.times, 1)
}

// Directed says why a rule has a mixture that is directed at it, and whether it
// has one.
func Directed(rule string) (why string, ok bool) {
	d, ok := directed[rule]
	return d.why, ok
}
