package viewer

import (
	"math"
	"strconv"
	"time"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/panel"
)

const (
	defaultSpeed = 0.01
	// SpeedMin and SpeedMax bound the playback's speed.
	SpeedMin, SpeedMax = 0.001, 10

	// eventsPerTick is what a page gets through well within a frame.
	eventsPerTick = 2000
	// gapMax is the longest time between two ticks that is played: a page that
	// was hidden goes on where it was.
	gapMax = 500 * time.Millisecond

	// openingLead is how much of the viewer's time passes before the first
	// timer runs out, and openingElection in how much the election is shown.
	openingLead     = 0.4
	openingElection = 1.8

	// Playback hurries once nothing but heartbeats has happened for calmAfter,
	// hurryFactor times as fast.
	calmAfter   = 60 * sim.Millisecond
	hurryFactor = 12

	// jumpMax bounds how far on a jump looks for what has not happened yet.
	jumpMax = 60 * sim.Second
)

// playback is how time passes for the viewer.
type playback struct {
	playing bool
	speed   float64 // of the world's time in the viewer's
	hurry   bool
	// opening is the speed until the first leader is elected, 0 afterwards.
	opening   float64
	openUntil sim.Time
	carry     float64 // nanoseconds of the world's time not yet played
	goal      *goal
	stepped   bool // the last move was a step: every event is told
	scrubbing bool
}

// goal is a moment that is being gone to, over several ticks if it is far.
type goal struct {
	until sim.Time
	kind  string // of a mark at which to stop, "" to go to until
	from  sim.Time
	// frontier is how far the branch had been before the search.
	frontier sim.Time
}

// open goes to just before the first timer runs out, and chooses a speed at
// which the first election is over within three seconds of the viewer's time.
func (v *Viewer) open() {
	first := sim.Never
	for n := range lab.Members(v.lab.World()) {
		if at, ok := v.lab.World().Deadline(n, sim.Timer(raft.ElectionTimer)); ok {
			first = min(first, at)
		}
	}
	if first == sim.Never || v.lab.Now() != 0 {
		return
	}
	elected, ok := firstLeader(v.lab.World().Clone(), first)
	if !ok {
		return
	}
	election := elected - first
	v.opening = max(v.speed, float64(election)/float64(sim.Second)/openingElection)
	v.openUntil = elected
	v.lab.Seek(max(0, first-sim.Time(openingLead*v.opening*float64(sim.Second))))
}

// firstLeader lets a world go on until it has a leader, and says when.
func firstLeader(w *sim.World, from sim.Time) (sim.Time, bool) {
	for limit := from + 10*sim.Second; w.Next() < limit; {
		w.Step()
		for _, m := range lab.Members(w) {
			if s := m.Raft(); s != nil && s.Role() == raft.Leader {
				return w.Now(), true
			}
		}
	}
	return 0, false
}

// Tick lets as much time pass as has passed for the viewer. Playback stops
// where a property is violated, with the chain of its causes.
func (v *Viewer) Tick(elapsed time.Duration) {
	if v.back != nil {
		v.goBack(returnBudget)
		return
	}
	if v.tickLesson() {
		return
	}
	before := len(lab.Violations(v.lab.World()))
	v.tick(elapsed)
	v.followLesson()
	if v.playing && !v.following() && len(lab.Violations(v.lab.World())) > before {
		v.stopAtViolation(before)
	}
}

func (v *Viewer) tick(elapsed time.Duration) {
	v.sinceNew += elapsed.Seconds()
	v.frames.since += elapsed.Seconds()
	if v.following() {
		v.tickLive(elapsed)
		return
	}
	if v.runs.step(v) {
		return
	}
	if v.goal != nil {
		v.pursue()
		return
	}
	if !v.playing || v.scrubbing {
		return
	}
	elapsed = min(elapsed, gapMax)
	if v.keepPace(elapsed) {
		v.catchUp()
		return
	}
	speed := v.currentSpeed()
	v.carry += elapsed.Seconds() * speed * float64(sim.Second)
	whole := math.Floor(v.carry)
	v.carry -= whole
	if whole <= 0 {
		return
	}
	v.stepped = false
	target := v.lab.Now() + sim.Time(whole)
	if r := v.lesson; r != nil && r.showing {
		target = min(target, r.until)
	}
	if speed > v.speed && v.opening == 0 {
		v.hurryTo(target)
	} else if !v.lab.AdvanceSome(target, v.budget) {
		v.carry = 0 // too much for a frame: time slows down rather than jump
	}
	if v.opening > 0 && v.lab.Now() >= v.openUntil {
		v.opening = 0
	}
	v.catchUp()
}

// currentSpeed is the speed at this moment: the viewer's, but for the opening
// and for idle time.
func (v *Viewer) currentSpeed() float64 {
	if l := v.shownLeg(); l != nil && v.playing && l.To > l.From {
		return float64(l.To-l.From) / float64(sim.Second) / legShown
	}
	switch {
	case v.opening > 0:
		return v.opening
	case v.lesson != nil && v.lesson.showing && v.hurry && v.speed == v.lesson.pace && v.calm():
		return v.lesson.calmPace
	case v.hurry && v.speed < 0.5 && v.calm():
		return v.speed * hurryFactor
	}
	return v.speed
}

// calm reports whether nothing but heartbeats has happened for a while.
func (v *Viewer) calm() bool {
	w := v.lab.World()
	trace := w.Trace()
	for id := trace.Next(); id > trace.First(); {
		id--
		e, _ := trace.At(id)
		if w.Now()-e.Time > calmAfter {
			return true
		}
		if narrate.Important(e) > narrate.Routine {
			return false
		}
	}
	return true
}

// hurryTo goes on towards t, and stops at the first event that is more than a
// heartbeat.
func (v *Viewer) hurryTo(t sim.Time) {
	for range v.budget {
		next := v.lab.World().Next()
		if next > t {
			v.lab.Advance(t)
			return
		}
		seen := v.lab.World().Trace().Next()
		v.lab.Advance(next)
		trace := v.lab.World().Trace()
		for id := seen; id < trace.Next(); id++ {
			if e, ok := trace.At(id); ok && narrate.Important(e) > narrate.Routine {
				v.carry = 0
				return
			}
		}
	}
}

// pursue goes on to a goal.
func (v *Viewer) pursue() {
	g := v.goal
	if g.kind == "" {
		if v.lab.AdvanceSome(g.until, v.budget) {
			v.goal = nil
		}
		return
	}
	for range 8 {
		if m, ok := v.nextMark(g.kind, g.from); ok {
			v.goal = nil
			v.lab.Seek(m.Time)
			if m.Time > g.frontier {
				v.lab.ForgetFuture()
			}
			v.showMark(m)
			return
		}
		if v.lab.Now() >= g.until {
			v.goal = nil
			v.say(v.text("jump.none", narrate.Str("kind", v.text("jump."+g.kind))), "")
			v.returnFrom(g)
			return
		}
		v.lab.AdvanceSome(min(g.until, max(v.lab.Now(), v.lab.Frontier())+50*sim.Millisecond), v.budget/8+1)
	}
}

// searching reports whether a mark is being looked for that has not come yet.
func (v *Viewer) searching() bool { return v.goal != nil && v.goal.kind != "" }

// endSearch goes back to where a search began, before something is done: what is done
// in a future that has not been would be forgotten with it.
func (v *Viewer) endSearch() {
	if v.searching() {
		v.abandon()
	}
}

// abandon gives up what is being gone to. From a search it goes back to where that
// began.
func (v *Viewer) abandon() {
	g := v.goal
	if v.goal = nil; g != nil && g.kind != "" {
		v.returnFrom(g)
	}
}

// returnFrom goes back to where a search began; what it has looked through has not
// been.
func (v *Viewer) returnFrom(g *goal) {
	v.lab.Seek(g.frontier)
	v.lab.ForgetFuture()
	v.lab.Seek(g.from)
}

// searchNarration says what is being looked for, how far, and how to end that.
func (v *Viewer) searchNarration() (Narration, bool) {
	if !v.searching() {
		return Narration{}, false
	}
	g := v.goal
	return Narration{Time: panel.Moment(g.from), Text: v.text("jump.searching", narrate.Str("kind", v.text("jump."+g.kind)), narrate.Span("time", g.until-g.frontier))}, true
}

// jumpKinds are the kinds of marks that one can jump to, in the order of the
// menu.
var jumpKinds = []struct {
	id   string
	kind func(lab.MarkKind) bool
}{
	{"election", func(k lab.MarkKind) bool { return k == lab.MarkElected }},
	{"write", func(k lab.MarkKind) bool { return k == lab.MarkWrite }},
	{"commit", lab.MarkKind.Commits},
	{"crash", func(k lab.MarkKind) bool { return k == lab.MarkCrash }},
	{"expiry", func(k lab.MarkKind) bool { return k == lab.MarkExpiry || k == lab.MarkV2Expiry }},
	{"membership", func(k lab.MarkKind) bool { return k == lab.MarkMembership }},
	{"no-quorum", func(k lab.MarkKind) bool { return k == lab.MarkNoQuorum }},
	{"split-vote", func(k lab.MarkKind) bool { return k == lab.MarkSplitVote }},
	{"violation", func(k lab.MarkKind) bool { return k == lab.MarkViolation }},
}

func isJump(m lab.Mark, kind string) bool {
	for i := range jumpKinds {
		if jumpKinds[i].id == kind {
			return jumpKinds[i].kind(m.Kind)
		}
	}
	return false
}

func (v *Viewer) nextMark(kind string, after sim.Time) (lab.Mark, bool) {
	for _, m := range v.lab.Marks() {
		if m.Time > after && isJump(m, kind) {
			return m, true
		}
	}
	return lab.Mark{}, false
}

func (v *Viewer) previousMark(kind string, before sim.Time) (found lab.Mark, ok bool) {
	for _, m := range v.lab.Marks() {
		if m.Time >= before {
			break
		}
		if isJump(m, kind) {
			found, ok = m, true
		}
	}
	return found, ok
}

// speedText writes a speed: 1/100×, 2×.
func speedText(speed float64) string {
	if speed >= 1 {
		return trimZeros(strconv.FormatFloat(speed, 'f', 1, 64)) + "×"
	}
	inverse := 1 / speed
	if inverse < 10 {
		return "1/" + trimZeros(strconv.FormatFloat(inverse, 'f', 1, 64)) + "×"
	}
	return "1/" + strconv.Itoa(int(math.Round(inverse))) + "×"
}

func trimZeros(s string) string {
	if n := len(s); n > 2 && s[n-2:] == ".0" {
		return s[:n-2]
	}
	return s
}

// narrated returns the event that is told now: the last one after a step, the
// newest that matters otherwise. Among many members the trace may have no such event
// any more: who pauses then is told the last one.
func (v *Viewer) narrated() (*sim.Event, bool) {
	trace := v.lab.World().Trace()
	var notable *sim.Event
	for id := trace.Next(); id > trace.First(); {
		id--
		e, _ := trace.At(id)
		if v.stepped {
			return e, true
		}
		switch narrate.Important(e) {
		case narrate.Headline:
			// A headline stands for a while, before lesser news take its place.
			if notable == nil || notable.Time-e.Time < headlineStands {
				return e, true
			}
			return notable, true
		case narrate.Notable:
			if notable == nil {
				notable = e
			}
		}
		if notable != nil && notable.Time-e.Time >= headlineStands {
			return notable, true
		}
	}
	if notable == nil && !v.playing && trace.Next() > trace.First() {
		return trace.At(trace.Next() - 1)
	}
	return notable, notable != nil
}

// headlineStands is for how long a headline is told rather than what follows.
const headlineStands = 4 * sim.Millisecond
