package lab

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Move is a line of a story: what is typed, done, waited for or expected. Both
// scenarios and lessons are made of them.
type Move struct {
	Line     int    // of the file that it stands in
	Text     string // what is typed, or else a verb or a direction
	Terminal string // where it is typed; "" for a verb or a direction
	Await    bool   // the next move waits until what is typed has ended
}

// The directions of a story besides the verbs that change the world:
//
//	sleep 60ms                              time passes
//	until members.etcd-05.role == leader    until that holds
//	wait leader                             the same for what `wait` waits for
//	wait became-candidate --for 20s         or for an event, 10 s at most if not said
//	expect members.etcd-01.term == 4        or the story has failed
//
// A path leads into the state, or to what the last line of a terminal printed:
// A.stdout, A.stderr, A.code, and A.output while it still runs.

// Story is a list of moves that a lab goes through.
type Story struct {
	lab   *Lab
	moves []Move
	at    int
	doing doing
}

// doing is a move that has begun and goes on until it is over.
type doing struct {
	begun bool
	over  func() (failed, err error) // nil when it is over; else what still fails
	until sim.Time
	late  func(failed, err error) error // why it must not go on after until
}

// NewStory returns the story of those moves from the present moment on.
func NewStory(l *Lab, moves []Move) *Story { return &Story{lab: l, moves: moves} }

// Run goes on for about so many events, and reports whether the story is at its
// end. The error says what cannot be done, or what was not as expected; it is
// about the move that Line names.
func (s *Story) Run(events int) (done bool, err error) {
	for s.at < len(s.moves) {
		over, err := s.move(s.moves[s.at], &events)
		if err != nil {
			return false, err
		}
		if !over {
			return false, nil
		}
		s.at++
		s.doing = doing{}
	}
	return true, nil
}

// Line returns the line of the move that the story is at.
func (s *Story) Line() int {
	if s.at < len(s.moves) {
		return s.moves[s.at].Line
	}
	return 0
}

// untilMax is how long a move waits for what it needs, and typedMax how long for
// a line that was typed to end.
const (
	untilMax = 10 * sim.Second
	typedMax = 60 * sim.Second
)

// move goes on with a move, and reports whether it is over.
func (s *Story) move(m Move, events *int) (over bool, err error) {
	d := &s.doing
	if !d.begun {
		d.begun = true
		if err := s.begin(m); err != nil {
			return false, err
		}
	}
	if d.over == nil {
		if d.until == 0 {
			return true, nil
		}
		before := s.lab.world.Trace().Next()
		reached := s.lab.AdvanceSome(d.until, *events)
		*events -= int(s.lab.world.Trace().Next() - before)
		return reached, nil
	}
	for {
		failed, err := d.over()
		if err == nil && failed == nil {
			return true, nil
		}
		if s.lab.Now() > d.until {
			return false, d.late(failed, err)
		}
		if *events <= 0 {
			return false, nil
		}
		*events--
		s.lab.StepEvent()
	}
}

// begin does what a move does at once, and says what it then waits for.
func (s *Story) begin(m Move) error {
	if m.Terminal != "" {
		return s.beginTyped(m)
	}
	verb, rest, _ := strings.Cut(m.Text, " ")
	switch verb {
	case "sleep":
		d, err := parseMoment(rest)
		if err != nil {
			return err
		}
		s.doing.until = s.lab.Now() + d
		return nil
	case "expect":
		failed, err := s.lab.Holds(rest)
		if err == nil && failed != nil {
			err = failOf("expect", failed)
		}
		return err
	case "until":
		rest, limit, err := limitOf(rest)
		if err != nil {
			return err
		}
		s.wait(m, limit, func() (failed, err error) { return s.lab.Holds(rest) })
		return nil
	case "wait":
		return s.beginWait(m, rest)
	}
	return s.lab.Do(m.Text)
}

// wait makes the move last until nothing fails.
func (s *Story) wait(m Move, limit sim.Time, over func() (failed, err error)) {
	s.doing.over, s.doing.until = over, s.lab.Now()+limit
	s.doing.late = func(failed, err error) error {
		if err != nil {
			return failOf(m.Text, err)
		}
		return narrate.FailFor(failed, "bad.late", "what", m.Text, "time", string((limit / 1000).AppendMilliseconds(nil)))
	}
}

// failOf says of a line, or of a verb, what is wrong with it.
func failOf(what string, err error) error {
	return narrate.FailFor(err, "bad.of", "what", what)
}

func (s *Story) beginWait(m Move, rest string) error {
	rest, limit, err := limitOf(rest)
	if err != nil {
		return err
	}
	if err := checkWait(rest); err != nil {
		return failOf("wait", err)
	}
	words := strings.Fields(rest)
	if slices.Contains(host{}.Conditions(), words[0]) {
		s.wait(m, limit, func() (failed, err error) {
			holds, err := host{}.Condition(s.lab.world, words[0], words[1:])
			if err != nil || holds {
				return nil, err
			}
			return narrate.Fail("bad.not-held"), nil
		})
		return nil
	}
	kind, _ := sim.KindNamed(words[0])
	seen := s.lab.world.Trace().Next()
	s.wait(m, limit, func() (failed, err error) {
		trace := s.lab.world.Trace()
		for id := max(seen, trace.First()); id < trace.Next(); id++ {
			if e, ok := trace.At(id); ok && e.Kind == kind {
				return nil, nil
			}
		}
		seen = trace.Next()
		return narrate.Fail("bad.not-come"), nil
	})
	return nil
}

// checkWait says that there is no such thing to wait for.
func checkWait(what string) error {
	words := strings.Fields(what)
	if len(words) == 0 {
		return narrate.Fail("bad.wait-what")
	}
	if words[0] == "commit" || words[0] == "applied" {
		_, err := waitedIndex(words[0], words[1:])
		return err
	}
	if _, ok := sim.KindNamed(words[0]); len(words) > 1 || !ok && words[0] != "leader" {
		return narrate.Fail("bad.wait", "what", narrate.Quoted(what))
	}
	return nil
}

// limitOf takes how long is waited at most, "--for 20s", from the end of a line.
func limitOf(rest string) (string, sim.Time, error) {
	before, after, given := strings.Cut(rest, " --for")
	if !given {
		return rest, untilMax, nil
	}
	limit, err := parseMoment(strings.TrimLeft(after, " ="))
	return before, limit, err
}

func (s *Story) beginTyped(m Move) error {
	n := TerminalNamed(s.lab.world, m.Terminal)
	at := func() (*shell.Terminal, bool) {
		t, ok := s.lab.world.Actor(n).(*shell.Terminal)
		return t, ok
	}
	t, ok := at()
	if !ok {
		return notOpen(m.Terminal)
	}
	before := t.Ended()
	if err := s.lab.Type(m.Terminal, m.Text); err != nil || !m.Await {
		return err
	}
	s.wait(m, typedMax, func() (failed, err error) {
		if t, ok := at(); ok && t.Ended() == before && !t.Continues() {
			return narrate.Fail("bad.not-ended", "terminal", m.Terminal), nil
		}
		return nil, nil
	})
	return nil
}

// CheckMove says what is wrong with a move that can be seen without a world:
// the form of a direction.
func CheckMove(m Move) error {
	if m.Terminal != "" {
		return nil
	}
	verb, rest, _ := strings.Cut(m.Text, " ")
	switch verb {
	case "sleep":
		_, err := parseMoment(rest)
		return err
	case "until", "wait":
		rest, _, err := limitOf(rest)
		if err != nil {
			return err
		}
		if verb == "wait" {
			return checkWait(rest)
		}
		return CheckCondition(rest)
	case "expect":
		return CheckCondition(rest)
	}
	return nil
}

// CheckCondition says what is wrong with a condition, such as
// "members.etcd-01.term == 4", in whatever world: its form, or a path that leads nowhere.
func CheckCondition(what string) error {
	_, err := Compare(what, func(path string) (string, error) { return "0", CheckPath(path) })
	return err
}

// Holds says what is not as a condition such as "time_ms > 100" has it: nil if
// it holds. The error is about the condition itself.
func (l *Lab) Holds(what string) (failed, err error) {
	return Compare(what, func(path string) (string, error) { return Look(l.world, path) })
}

// Compare is Holds for whatever look finds at a path. A value that begins with a
// dollar sign is the path of another: "members.etcd-01.hash == $members.etcd-02.hash".
func Compare(what string, look func(path string) (string, error)) (failed, err error) {
	words := storyWords(what)
	if len(words) == 3 && len(words[2]) > 1 && words[2][0] == '$' && words[1] != "matches" {
		if words[2], err = look(words[2][1:]); err != nil {
			return nil, err
		}
	}
	return shell.Expect(look, words)
}

// storyWords are the words of a condition. Quotes, single or double, hold
// several together.
func storyWords(text string) (words []string) {
	for text = strings.TrimLeft(text, " \t"); text != ""; text = strings.TrimLeft(text, " \t") {
		if q := text[0]; q == '"' || q == '\'' {
			if inside, after, closed := strings.Cut(text[1:], string(q)); closed && (after == "" || after[0] == ' ') {
				words, text = append(words, inside), after
				continue
			}
		}
		end := strings.IndexAny(text, " \t")
		if end < 0 {
			end = len(text)
		}
		words, text = append(words, text[:end]), text[end:]
	}
	return words
}

// Look returns what lies at a path into a world's state, or what the last command
// of a terminal printed.
func Look(w *sim.World, path string) (string, error) {
	name, field, _ := strings.Cut(path, ".")
	t, ok := w.Actor(TerminalNamed(w, name)).(*shell.Terminal)
	if !ok {
		return host{}.Probe(w, path)
	}
	switch r := t.Result(); field {
	case "stdout":
		return strings.TrimSpace(r.Stdout), nil
	case "stderr":
		return strings.TrimSpace(r.Stderr), nil
	case "code":
		return strconv.Itoa(r.Code), nil
	case "output":
		return strings.TrimSpace(t.Output().Stdout), nil
	}
	return "", noSuchOutput(name, path)
}

// UpTo returns a lab of its own that has the past of the current branch up to a
// moment, and stands there. What is done to either is not seen in the other.
func (l *Lab) UpTo(t sim.Time) *Lab {
	b := l.branch()
	own := 0
	for own < len(b.inputs) && b.inputs[own].At <= t {
		own++
	}
	c := &branch{parent: -1, frontier: t, inputs: b.inputs[:own:own]}
	c.checkpoints = upTo(b.checkpoints, t, func(c checkpoint) sim.Time { return c.at })
	copied := &Lab{env: l.env, branches: []*branch{c}}
	last, _ := c.before(t)
	copied.restore(last)
	copied.Advance(t)
	// What was marked on the way there has been marked before.
	c.marks = upTo(b.marks, t, func(m Mark) sim.Time { return m.Time })
	c.scan = scanAt(copied.world, c.marks)
	return copied
}

// Replace makes this lab be another one. Whoever looks at it sees another world.
// If one was followed, Rejoin leads back to it.
func (l *Lab) Replace(by *Lab) {
	rewinds, followed := l.rewinds+1, l.followed()
	*l = *by
	l.rewinds = max(rewinds, by.rewinds)
	if l.follows == nil {
		l.away = followed
	}
}
