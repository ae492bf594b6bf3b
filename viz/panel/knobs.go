package panel

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Scope is whose knobs the panel of controls shows.
type Scope struct {
	Member sim.Node // Nobody: those of all
	Peer   sim.Node // at the other end of its link; Nobody: the first other
	Way    Way
}

// Way is a direction of a link.
type Way uint8

// The ways.
const (
	BothWays Way = iota
	There        // from the member to its peer
	Back
)

// ways are the names of the ways in actions.
var ways = []string{BothWays: "both", There: "there", Back: "back"}

// WayNamed returns the way with a name, and whether there is one.
func WayNamed(name string) (Way, bool) {
	for i, n := range ways {
		if n == name {
			return Way(i), true
		}
	}
	return BothWays, false
}

// Knobs is the panel of everything that can be set, with what holds at this
// moment. Each change is a verb of the lab, and so an input.
func Knobs(l *lab.Lab, lang narrate.Lang, of Scope) Panel {
	x := maker{l, l.World(), lang}
	of = x.within(of)
	p := Panel{ID: "knobs", Title: x.text("panel.tab-knobs"), Subtitle: x.text("knobs.about"), Actions: []Action{},
		Sections: []Section{x.warnings(), x.whole()}}
	if x.w.ServerCount() == 0 {
		return p
	}
	scope := Section{Kind: Settings, Rows: []Row{x.knob("knobs.of", x.scope(of))}}
	p.Sections = append(p.Sections, x.times(), scope)
	if x.w.ServerCount() > 1 {
		p.Sections = append(p.Sections, x.links(of))
	}
	return withSections(p, x.disks(of), x.clocks(of), x.options(), x.ruleSection())
}

func withSections(p Panel, more ...Section) Panel {
	p.Sections = append(p.Sections, more...)
	return p
}

// within makes a scope one of members that there are.
func (x maker) within(of Scope) Scope {
	if lab.MemberAt(x.w, of.Member) == nil {
		return Scope{}
	}
	if of.Peer == of.Member || lab.MemberAt(x.w, of.Peer) == nil {
		of.Peer = sim.Nobody
		for _, n := range serverNodes(x.w) {
			if n != of.Member {
				of.Peer = n
				break
			}
		}
	}
	return of
}

func (x maker) knob(label string, k *Knob) Row {
	return Row{Cells: []Cell{{Text: x.text(label)}}, Knob: k}
}

// told adds what is said of a knob.
func (r Row) told(text string) Row {
	r.Cells = append(r.Cells, Cell{Text: text, Tone: Quiet})
	return r
}

func (x maker) deeds(label string, actions ...Action) Row {
	return Row{Cells: []Cell{{Text: x.text(label)}}, Actions: actions}
}

// warnings says which settings cannot work.
func (x maker) warnings() Section {
	s := Section{Kind: Text, Rows: []Row{}}
	for _, w := range lab.Warnings(x.w) {
		cell := Cell{Text: w.Text(x.lang), Tone: Strong}
		switch {
		case w.Fatal:
			cell.Tone = Danger
		case w.Hint:
			cell.Tone = Quiet
		}
		s.Rows = append(s.Rows, Row{Cells: []Cell{cell}})
	}
	if len(s.Rows) == 0 {
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: x.text("knobs.fine"), Tone: Quiet}}})
	}
	return s
}

// whole are the preset and the size of the cluster.
func (x maker) whole() Section {
	preset := &Knob{Verb: "do preset ", Values: lab.PresetNames(), At: -1, Now: x.text("knobs.own")}
	of := lab.PresetOf(x.w)
	for i, name := range preset.Values {
		preset.Labels = append(preset.Labels, x.text("knobs.preset-"+name))
		if name == of {
			preset.At, preset.Now = i, preset.Labels[i]
		}
	}
	about := x.text("knobs.preset-own-about")
	if preset.At >= 0 {
		about = x.text("knobs.preset-" + of + "-about")
	}
	size := ladder("do cluster ", x.w.ServerCount(), sizes, strconv.Itoa, strconv.Itoa)
	return Section{Kind: Settings, Rows: []Row{
		x.knob("knobs.preset", preset).told(about),
		x.knob("knobs.size", size).told(x.text("knobs.size-about")),
	}}
}

// times are what all members wait.
func (x maker) times() Section {
	t := lab.Timeouts(x.w)
	beat := ladder("do times heartbeat=", sim.Time(t.Heartbeat), beats, typedSpan, readSpan)
	least, most := sim.Time(t.ElectionMin), sim.Time(t.ElectionMax)
	typed := func(t sim.Time) string {
		if t == least {
			return t.String() + "-" + most.String()
		}
		return t.String() + "-" + (2 * t).String()
	}
	election := ladder("do times election=", least, elections, typed, func(t sim.Time) string {
		end := 2 * t
		if t == least {
			end = most
		}
		return string(t.AppendMilliseconds(nil)) + " – " + readSpan(end)
	})
	return Section{Title: x.text("knobs.times"), Kind: Settings, Rows: []Row{
		x.knob("knobs.heartbeat", beat), x.knob("knobs.election", election),
	}}
}

// scope chooses whose knobs are shown.
func (x maker) scope(of Scope) *Knob {
	k := &Knob{Verb: "knobs of ", Values: []string{"all"}, Labels: []string{x.text("knobs.all")}}
	for _, n := range serverNodes(x.w) {
		if n == of.Member {
			k.At = len(k.Values)
		}
		name := lab.NameOf(x.w, n)
		k.Values, k.Labels = append(k.Values, name), append(k.Labels, name)
	}
	k.Now = k.Labels[k.At]
	return k
}

// disks are how disks behave.
func (x maker) disks(of Scope) Section {
	who, d, same := "all", x.w.DiskOf(of.Member), sameDisk{true, true, true, true}
	if of.Member != sim.Nobody {
		who = lab.NameOf(x.w, of.Member)
	} else {
		d, same = x.allDisks()
	}
	verb := "do disk " + who + " "
	shown := func(same bool, k *Knob) *Knob {
		if !same {
			return k.differs(x.text("knobs.differ"))
		}
		return k
	}
	s := Section{Title: x.text("knobs.disks"), Kind: Settings, Rows: []Row{
		x.knob("knobs.disk-latency", shown(same.latency, ladder(verb+"latency=", d.Latency, diskSpeeds, typedSpan, readSpan))),
		x.knob("knobs.jitter", shown(same.jitter, ladder(verb+"jitter=", d.Jitter, jitters, typedSpan, readSpan))),
		x.knob("knobs.lose", shown(same.lose, x.onOff(verb+"lose-unsynced=", !d.KeepUnsynced))),
		x.knob("knobs.tear", shown(same.tear, x.onOff(verb+"tear=", d.Tear))),
	}}
	if m := lab.MemberAt(x.w, of.Member); m != nil {
		wipe := Action{Label: x.text("act.wipe-it"), Action: "do disk " + who + " wipe"}
		if x.w.Up(of.Member) {
			wipe.Disabled, wipe.Why = true, x.text("knobs.wipe-up", narrate.Str("member", who))
		}
		s.Rows = append(s.Rows, x.deeds("knobs.faults", x.corrupt(m, who), wipe))
	}
	return s
}

// sameDisk says what all disks have alike.
type sameDisk struct{ latency, jitter, lose, tear bool }

// allDisks returns the first disk, and what all have in common with it.
func (x maker) allDisks() (first sim.Disk, same sameDisk) {
	same = sameDisk{true, true, true, true}
	for i, n := range serverNodes(x.w) {
		d := x.w.DiskOf(n)
		if i == 0 {
			first = d
		}
		same.latency = same.latency && d.Latency == first.Latency
		same.jitter = same.jitter && d.Jitter == first.Jitter
		same.lose = same.lose && d.KeepUnsynced == first.KeepUnsynced
		same.tear = same.tear && d.Tear == first.Tear
	}
	return first, same
}

// clocks are how members' clocks run.
func (x maker) clocks(of Scope) Section {
	nodes, who := serverNodes(x.w), "all"
	if of.Member != sim.Nobody {
		nodes, who = []sim.Node{of.Member}, lab.NameOf(x.w, of.Member)
	}
	rate, same, young := x.w.ClockOf(nodes[0]).Rate, true, false
	for _, n := range nodes {
		c := x.w.ClockOf(n)
		same = same && c.Rate == rate
		young = young || c.Shows < sim.Second
	}
	k := ladder("do clock "+who+" rate=", rate, rates, typedRate, readRate)
	if !same {
		k.differs(x.text("knobs.differ"))
	}
	back := Action{Label: x.text("knobs.jump-back"), Action: "do clock " + who + " jump=-1s"}
	if young {
		back.Disabled, back.Why = true, x.text("act.clock-young")
	}
	return Section{Title: x.text("knobs.clocks"), Kind: Settings, Rows: []Row{
		x.knob("knobs.rate", k),
		x.deeds("knobs.jump", back, Action{Label: x.text("knobs.jump-ahead"), Action: "do clock " + who + " jump=+1s"}),
	}}
}

// optionValues are the values that knobs offer for options that are numbers.
var optionValues = map[string][]string{
	"lease-reads":       {"off", "1", "1.1", "1.5", "2"},
	"snapshot-every":    {"off", "10", "100", "1000", "100000"},
	"snapshot-trail":    {"off", "10", "100", "1000", "5000"},
	"snapshot-chunk":    {"256", "4096", "65536", "1048576"},
	"message-entries":   {"1", "8", "64", "512"},
	"message-bytes":     {"1024", "65536", "1048576"},
	"inflight-messages": {"1", "4", "16", "64", "256"},
	"inflight-bytes":    {"65536", "4194304"},
	"uncommitted-bytes": {"1024", "65536", "16777216"},
}

// options are the extensions of Raft.
func (x maker) options() Section {
	s := Section{Title: x.text("knobs.options"), Kind: Settings, Rows: []Row{}}
	for info, value := range lab.Options(x.w) {
		verb := "do option " + info.Name + " "
		k := x.onOff(verb, value == "on")
		if values := optionValues[info.Name]; values != nil {
			k = choices(verb, value, values)
		}
		row := Row{Cells: []Cell{{Text: info.Name, Mono: true}}, Knob: k}
		s.Rows = append(s.Rows, row.told(x.cited(info.Section, x.text("knobs.option-"+info.Name))))
	}
	return s
}

// ruleSection says how many rules are off, and leads to them.
func (x maker) ruleSection() Section {
	off := len(lab.RulesOff(x.w))
	row := x.deeds("knobs.rules-on", Action{Label: x.text("knobs.to-rules"), Action: "tab rules"})
	if off > 0 {
		row.Cells[0] = Cell{Text: x.text("knobs.rules-off", narrate.Num("n", off)), Tone: Danger}
	}
	row.Cells = append(row.Cells, Cell{Text: x.text("knobs.rules-about", narrate.Num("n", len(raft.AllRules()))), Tone: Quiet})
	return Section{Title: x.text("panel.rules"), Kind: Settings, Rows: []Row{row}}
}
