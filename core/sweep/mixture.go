package sweep

import (
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Mixture is what a seed draws before its world begins: a cluster, some of the
// faults, and how busy its clients are. That each seed leaves most faults out
// finds more than if each had all of them: what one fault would bring about
// another often prevents (Groce et al., "Swarm Testing", 2012).
type Mixture struct {
	Config  lab.Config
	Options []string // of Raft that differ from the profile's, as the verb takes them
	Faults  []Fault
	Steps   int      // how many of them are made
	Gap     sim.Time // from one fault to the next, on average
	Clients int      // beside the terminal that makes the faults
	Keys    int
	Think   sim.Time // from an answer to a client's next request, on average
	Gets    int      // of 100 requests
	Deletes int      // of 100 requests that are no gets

	base sim.Link
	disk sim.Disk
}

// draw draws the mixture of a seed.
func draw(o Options, seed uint64, c *chance) Mixture {
	m := Mixture{Config: lab.Config{Members: o.Members, Seed: seed, Profile: lab.PaperTimes, Net: lab.LAN, Bare: c.percent(40)}}
	if m.Config.Members == 0 {
		m.Config.Members = one(c, []int{3, 3, 3, 5, 5, 2, 4, 7})
	}
	if c.percent(50) {
		m.Config.Net = lab.Demo
	}
	if c.percent(20) {
		m.Config.Profile = lab.EtcdTimes
		m.Config.Net = one(c, []lab.Net{lab.LAN, lab.Demo, lab.WAN})
	}
	for _, f := range o.faults() {
		if c.percent(45) {
			m.Faults = append(m.Faults, f)
		}
	}
	if len(m.Faults) == 0 && len(o.faults()) > 0 {
		m.Faults = append(m.Faults, one(c, o.faults()))
	}
	m.Options, m.Steps = drawOptions(c), o.steps()
	m.Gap = c.span(m.timeouts().ElectionMin/16, m.timeouts().ElectionMin)
	m.Clients = c.between(2, 4)
	m.Keys = c.between(1, 6)
	m.Think = c.span(sim.Millisecond, m.timeouts().ElectionMin)
	m.Gets = c.between(20, 60)
	m.Deletes = c.between(0, 30)
	for _, rule := range o.Off {
		if d, ok := directed[rule]; ok && seed%2 == 1 {
			d.direct(&m, o, c)
		}
	}
	m.base, m.disk = m.Config.Quiet()
	return m
}

// extension is an option of Raft that a seed may draw, with what it may be.
type extension struct {
	name    string
	percent int // of the seeds
	values  []string
}

// extensions are drawn so that what is rare at their defaults is not: a
// snapshot after some ten entries, and messages that carry one entry.
var extensions = []extension{
	{"pre-vote", 50, []string{"on", "off"}},
	{"check-quorum", 50, []string{"on", "off"}},
	{"keep-leader", 40, []string{"on", "off"}},
	{"batch-reads", 50, []string{"on", "off"}},
	{"lease-reads", 25, []string{"1.1", "1.5"}},
	{"message-entries", 40, []string{"1", "1", "2", "5"}},
	{"inflight-messages", 25, []string{"1", "2", "4"}},
	{"snapshot-every", 50, []string{"3", "10", "30"}},
	{"snapshot-trail", 40, []string{"1", "5", "20"}},
	{"snapshot-chunk", 30, []string{"200", "1000", "4000"}},
}

func drawOptions(c *chance) (options []string) {
	for _, x := range extensions {
		if c.percent(x.percent) {
			options = append(options, x.name+" "+one(c, x.values))
		}
	}
	return options
}

// clockBound returns by how much a clock may be faster than another, and
// whether that is bounded, as lease reads have it.
func (m *Mixture) clockBound() (bound float64, bounded bool) {
	for _, option := range m.Options {
		if value, ok := strings.CutPrefix(option, "lease-reads "); ok && value != "off" {
			factor, err := strconv.ParseFloat(value, 64)
			if err != nil {
				panic("sweep: " + err.Error()) // it is in the table
			}
			return factor - 1, true
		}
	}
	return 0, false
}

// election is times of a mixture as the world counts them.
type election struct{ ElectionMin, ElectionMax sim.Time }

func (m *Mixture) timeouts() election {
	t := raft.Paper
	if m.Config.Profile == lab.EtcdTimes {
		t = raft.Etcd
	}
	return election{sim.Time(t.ElectionMin), sim.Time(t.ElectionMax)}
}

// String tells a mixture in words.
func (m Mixture) String() string {
	names := make([]string, len(m.Faults))
	for i, f := range m.Faults {
		names[i] = f.Name
	}
	if len(names) == 0 {
		names = []string{"no faults"}
	}
	bare := ""
	if m.Config.Bare {
		bare = ", bare"
	}
	for _, option := range m.Options {
		bare += ", " + option
	}
	return fmt.Sprintf("%d members, %s times, %s net%s; %s, one every %s; %d clients with %d keys, %d %% gets, a request every %s",
		m.Config.Members, m.Config.Profile, m.Config.Net, bare, strings.Join(names, ", "), milliseconds(m.Gap),
		m.Clients, m.Keys, m.Gets, milliseconds(m.Think))
}
