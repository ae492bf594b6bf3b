package lab

import (
	"sort"
	"strconv"

	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Warning is a sentence about settings that do not work together.
type Warning struct {
	ID    string // of the text in the catalogue
	Fatal bool   // with them the cluster cannot do its work
	Hint  bool   // they work, and are not wise
	args  []narrate.Arg
}

// Text is the sentence.
func (w Warning) Text(lang narrate.Lang) string { return narrate.Format(lang, w.ID, w.args...) }

// Warnings says which settings of links, disks, clocks, times and size cannot
// work, or hardly, the gravest first. It looks at what is set, not at who is up
// or what is cut. The paper asks for "broadcastTime ≪ electionTimeout" (§5.6),
// where the broadcast includes what the disks take.
func Warnings(w *sim.World) []Warning {
	s := settingsOf(w)
	if len(s.voters) == 0 {
		return nil
	}
	var list []Warning
	for _, find := range []func(*settings) (Warning, bool){
		(*settings).heartbeats, (*settings).roundTrip, (*settings).losses, (*settings).lateness, (*settings).clocks,
		(*settings).leases, (*settings).spread, (*settings).even,
	} {
		if found, ok := find(s); ok {
			list = append(list, found)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].weight() < list[j].weight() })
	return list
}

func (w Warning) weight() int {
	switch {
	case w.Fatal:
		return 0
	case w.Hint:
		return 2
	}
	return 1
}

// Warnings implements shell.Host.
func (host) Warnings(w *sim.World) (texts []string) {
	for _, warning := range Warnings(w) {
		texts = append(texts, warning.Text(narrate.English))
	}
	return texts
}

// settings are what warnings are found in.
type settings struct {
	w      *sim.World
	voters []sim.Node
	times  raft.Timeouts
	lease  raft.Time
	// Of the voter that a quorum is nearest to: the shortest and the longest
	// round to that quorum, disks included, and what disks have in it.
	least, most, disk sim.Time
	jitter            sim.Time // the greatest of a link
	loss              int      // the greatest of a link, of 1,000
}

func settingsOf(w *sim.World) *settings {
	r := registryOf(w)
	s := &settings{w: w, times: r.times, lease: r.options.Lease}
	for n, m := range Members(w) {
		if !isGone(w, m) && !IsLearner(m) {
			s.voters = append(s.voters, n)
		}
	}
	s.least, s.most = sim.Never, sim.Never
	for _, from := range s.voters {
		s.roundsOf(from)
		if s.alike() {
			break // what holds for one holds for all
		}
	}
	return s
}

// alike reports whether all links and disks are.
func (s *settings) alike() bool {
	same := true
	s.w.OwnLinks(func(sim.Node, sim.Node, sim.Link) bool { same = false; return false })
	first := s.w.DiskOf(s.voters[0])
	for _, n := range s.voters {
		same = same && s.w.DiskOf(n) == first
	}
	return same
}

// round is a question to one voter and its answer.
type round struct{ least, most, disk sim.Time }

// roundsOf looks at the rounds of a voter that asks the others.
func (s *settings) roundsOf(from sim.Node) {
	rounds := make([]round, 0, len(s.voters))
	for _, to := range s.voters {
		if to == from {
			continue
		}
		there, back, disk := s.w.LinkBetween(from, to), s.w.LinkBetween(to, from), s.w.DiskOf(to)
		s.jitter, s.loss = max(s.jitter, there.Jitter), max(s.loss, there.Loss)
		rounds = append(rounds, round{least: there.Latency + back.Latency + disk.Latency, disk: disk.Latency + disk.Jitter,
			most: there.Latency + there.Jitter + back.Latency + back.Jitter + disk.Latency + disk.Jitter})
	}
	own := s.w.DiskOf(from)
	reach := round{least: own.Latency, most: own.Latency + own.Jitter, disk: own.Latency + own.Jitter} // its own vote has to be durable, too
	if needed := len(s.voters) / 2; needed > 0 {
		sort.Slice(rounds, func(i, j int) bool { return rounds[i].most < rounds[j].most })
		other := rounds[needed-1]
		reach = round{least: max(reach.least, other.least), most: max(reach.most, other.most), disk: max(reach.disk, other.disk)}
	}
	if reach.most < s.most {
		s.least, s.most, s.disk = reach.least, reach.most, reach.disk
	}
}

// heartbeats have to come before an election begins.
func (s *settings) heartbeats() (Warning, bool) {
	return Warning{ID: "knobs.warn-heartbeat", Fatal: true, args: []narrate.Arg{
		narrate.Span("heartbeat", sim.Time(s.times.Heartbeat)), narrate.Span("election", sim.Time(s.times.ElectionMin)),
	}}, len(s.voters) > 1 && s.times.Heartbeat >= s.times.ElectionMin
}

// roundTrip has to be well below the election timeout, §5.6.
func (s *settings) roundTrip() (Warning, bool) {
	least, most := sim.Time(s.times.ElectionMin), sim.Time(s.times.ElectionMax)
	w := Warning{ID: "knobs.warn-round", args: []narrate.Arg{
		narrate.Span("round", s.most), narrate.Span("disk", s.disk), narrate.Span("election", least), narrate.Span("longest", most)}}
	switch onDisk := s.disk > s.most/2; {
	case s.least >= most:
		w.ID, w.Fatal = "knobs.warn-round-fatal", true
		w.args[0] = narrate.Span("round", s.least)
		if onDisk {
			w.ID = "knobs.warn-disk-fatal"
		}
	case s.most <= least/2:
		return w, false
	case onDisk:
		w.ID = "knobs.warn-disk"
	}
	return w, true
}

// beats is how many heartbeats in a row a follower can miss.
func (s *settings) beats() int { return int(s.times.ElectionMin / max(1, s.times.Heartbeat)) }

// oftenPermille is how often all heartbeats of an election timeout may be lost
// before that is worth a warning.
const oftenPermille = 20

// losses let followers miss heartbeats.
func (s *settings) losses() (Warning, bool) {
	const whole = 1000
	missed := whole
	for range min(s.beats(), 64) {
		missed = missed * s.loss / whole
	}
	w := Warning{ID: "knobs.warn-loss", Fatal: s.loss == whole, args: []narrate.Arg{
		narrate.Str("loss", percent(s.loss)), narrate.Num("beats", s.beats())}}
	if w.Fatal {
		w.ID = "knobs.warn-lost"
	}
	return w, s.loss > 0 && len(s.voters) > 1 && s.beats() > 0 && missed >= oftenPermille
}

// lateness lets a follower wait for a heartbeat for too long.
func (s *settings) lateness() (Warning, bool) {
	beat, election := sim.Time(s.times.Heartbeat), sim.Time(s.times.ElectionMin)
	return Warning{ID: "knobs.warn-jitter", args: []narrate.Arg{
		narrate.Span("jitter", s.jitter), narrate.Span("heartbeat", beat), narrate.Span("election", election),
	}}, len(s.voters) > 1 && beat < election && beat+s.jitter >= election
}

// rates returns the voters with the fastest and the slowest clock, and how much
// faster the one is, in thousandths.
func (s *settings) rates() (fast, slow sim.Node, thousandths int) {
	fast, slow = s.voters[0], s.voters[0]
	for _, n := range s.voters {
		if s.w.ClockOf(n).Rate > s.w.ClockOf(fast).Rate {
			fast = n
		}
		if s.w.ClockOf(n).Rate < s.w.ClockOf(slow).Rate {
			slow = n
		}
	}
	return fast, slow, int(int64(s.w.ClockOf(fast).Rate) * 1000 / int64(s.w.ClockOf(slow).Rate))
}

// clocks that run too fast stand before the heartbeat comes.
func (s *settings) clocks() (Warning, bool) {
	fast, slow, ratio := s.rates()
	return Warning{ID: "knobs.warn-clock", args: []narrate.Arg{
			narrate.Str("member", NameOf(s.w, fast)), narrate.Str("other", NameOf(s.w, slow)), narrate.Str("ratio", thousandth(ratio)),
		}}, len(s.voters) > 1 && s.times.Heartbeat < s.times.ElectionMin &&
			int64(s.times.Heartbeat)*int64(ratio) >= int64(s.times.ElectionMin)*1000
}

// leases suppose that clocks differ by less than a bound.
func (s *settings) leases() (Warning, bool) {
	if s.lease <= 0 {
		return Warning{}, false
	}
	fast, slow, ratio := s.rates()
	bound := int(int64(s.times.ElectionMin) * 1000 / int64(s.lease))
	return Warning{ID: "knobs.warn-lease", args: []narrate.Arg{
		narrate.Str("bound", thousandth(bound)), narrate.Str("member", NameOf(s.w, fast)),
		narrate.Str("other", NameOf(s.w, slow)), narrate.Str("ratio", thousandth(ratio)),
	}}, ratio > bound+1 // bound is rounded down
}

// spread of the election timeouts has to be wide enough for one to be first,
// §9.3.
func (s *settings) spread() (Warning, bool) {
	spread := sim.Time(s.times.ElectionMax - s.times.ElectionMin)
	return Warning{ID: "knobs.warn-spread", args: []narrate.Arg{
		narrate.Span("spread", spread), narrate.Span("round", s.most),
	}}, len(s.voters) > 2 && spread < s.most
}

// even numbers of voters bear no more than the odd number below.
func (s *settings) even() (Warning, bool) {
	n := len(s.voters)
	return Warning{ID: "knobs.warn-even", Hint: true, args: []narrate.Arg{
		narrate.Num("n", n), narrate.Num("quorum", n/2+1), narrate.Num("fewer", n-1), narrate.Num("lost", n-n/2-1),
	}}, n > 0 && n%2 == 0
}

// percent writes a share of 1,000: "12.5 %" without the sign.
func percent(permille int) string {
	return strconv.FormatFloat(float64(permille)/10, 'f', -1, 64) + "%"
}

// thousandth writes a number of thousandths: "1.5".
func thousandth(n int) string { return strconv.FormatFloat(float64(n)/1000, 'f', -1, 64) }
