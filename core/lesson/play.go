package lesson

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Point is how far a lesson is played: to the end of a step's moves, or to that
// of its question as well.
type Point struct {
	Step     int
	Answered bool
}

// Played is a step as a stretch of history.
type Played struct {
	Start sim.Time // before its first move
	Asked sim.Time // after its moves, before those of its question
	End   sim.Time // after those of its question
	Right int      // the answer that the run has shown to be right; -1 before it, or without a question
	Cues  []Cue
}

// Cue is something to look at from a moment on: "terminal B", or an action of the
// viewer's: "select member etcd-02", "select entry etcd-02 9", "select message
// 17", "tab store", "view store", "select none".
type Cue struct {
	At     sim.Time
	Action string
}

// Player carries a lesson's moves out in a lab of its own.
type Player struct {
	lesson *Lesson
	lab    *lab.Lab
	steps  []Played
	point  Point // which is being played
	begun  bool  // that point has begun
	moves  []lab.Move
	story  *lab.Story
}

// NewPlayer returns a player that has played nothing yet. It fails if the
// lesson's world cannot be.
func NewPlayer(l *Lesson) (*Player, error) {
	world, err := lab.New(l.Config)
	if err != nil {
		return nil, err
	}
	return &Player{lesson: l, lab: world}, nil
}

// Lesson returns what is played.
func (p *Player) Lesson() *Lesson { return p.lesson }

// Played returns a step that was played. The second result says how far: to the
// end of its moves, or to the end of its question.
func (p *Player) Played(step int) (Played, bool) {
	if step >= len(p.steps) {
		return Played{}, false
	}
	return p.steps[step], p.point.Step > step || p.point.Answered
}

// Lab returns a lab of its own that stands at a moment of what was played, and
// has been no further.
func (p *Player) Lab(t sim.Time) *lab.Lab { return p.lab.UpTo(t) }

// Run plays on to a point, for about so many events, and reports whether it has
// been reached. The error says which line cannot be done, or what is not as the
// lesson expects.
func (p *Player) Run(to Point, events int) (done bool, err error) {
	for {
		over, err := p.proceed(events)
		if err != nil {
			return false, err
		}
		if !over {
			return false, nil
		}
		if p.point.Step > to.Step || p.point.Step == to.Step && (p.point.Answered || !to.Answered) {
			return true, nil
		}
		p.point, p.begun = p.after(p.point), false
	}
}

// after returns the point that follows one.
func (p *Player) after(at Point) Point {
	if !at.Answered {
		return Point{at.Step, true}
	}
	return Point{at.Step + 1, false}
}

// proceed goes on with the point that is being played, and reports whether it is
// reached.
func (p *Player) proceed(events int) (over bool, err error) {
	if p.point.Step >= len(p.lesson.Steps) {
		return true, nil
	}
	step := &p.lesson.Steps[p.point.Step]
	if !p.begun {
		p.begun = true
		p.moves = step.Moves
		if !p.point.Answered {
			p.steps = append(p.steps, Played{Start: p.lab.Now(), Right: -1})
		} else if p.moves = nil; step.Question != nil {
			p.moves = step.Question.Moves
		}
	}
	played := &p.steps[p.point.Step]
	for len(p.moves) > 0 {
		if over, err := p.move(p.moves[0], played, events); err != nil || !over {
			return false, p.placed(p.moves[0].Line, err)
		}
		p.moves = p.moves[1:]
	}
	if !p.point.Answered {
		played.Asked = p.lab.Now()
		return true, p.checkGoal()
	}
	played.End = p.lab.Now()
	if step.Question != nil && played.Right < 0 {
		played.Right, err = p.judge(step.Question)
	}
	return true, err
}

// checkGoal says that a challenge cannot be judged, or that nothing is left to do.
func (p *Player) checkGoal() error {
	g := p.lesson.Goal
	if g == nil || p.point.Step != len(p.lesson.Steps)-1 {
		return nil
	}
	j := NewJudge(p.lesson, p.lab.Inputs(), p.lab.Now())
	if _, _, err := j.Follow(p.lab.Inputs(), p.lab.Now(), 1<<62); err != nil {
		return p.placed(g.Line, err)
	}
	if line, err := j.check(); err != nil {
		return p.placed(line, err)
	}
	reached, line, err := j.holds()
	if reached {
		line, err = g.Line, narrate.Fail("bad.goal-reached")
	}
	return p.placed(line, err)
}

func (p *Player) placed(line int, err error) error {
	if err == nil {
		return nil
	}
	return &Error{p.lesson.Name, line, err}
}

// move goes on with a move, and reports whether it is over.
func (p *Player) move(m lab.Move, played *Played, events int) (bool, error) {
	if what, ok := strings.CutPrefix(m.Text, "look "); ok && m.Terminal == "" {
		action, err := p.look(what)
		played.Cues = append(played.Cues, Cue{p.lab.Now(), action})
		return true, err
	}
	if p.story == nil {
		if m.Terminal != "" {
			played.Cues = append(played.Cues, Cue{p.lab.Now(), "terminal " + m.Terminal})
		}
		p.story = lab.NewStory(p.lab, []lab.Move{m})
	}
	over, err := p.story.Run(events)
	if over {
		p.story = nil
		err = p.mistyped(m)
	}
	return over, err
}

// mistyped says that a line which was typed is none: there is no such command, or
// the laboratory refuses it. A lesson may want that; then it says so in its next line.
func (p *Player) mistyped(m lab.Move) error {
	if m.Terminal == "" || !m.Await {
		return nil
	}
	t, ok := p.lab.World().Actor(lab.TerminalNamed(p.lab.World(), m.Terminal)).(*shell.Terminal)
	if !ok {
		return nil
	}
	if t.Continues() && (len(p.moves) == 1 || p.moves[1].Terminal != m.Terminal) {
		return narrate.Fail("bad.incomplete", "text", m.Text)
	}
	if len(p.moves) > 1 {
		if next := p.moves[1].Text; strings.HasPrefix(next, "expect ") && (strings.Contains(next, ".code ") || strings.Contains(next, ".stderr ")) {
			return nil
		}
	} else if p.point.Answered {
		return nil // the answers tell
	}
	if r := t.Result(); isMistake(m.Text, r) {
		return narrate.Fail("bad.mistyped", "text", m.Text, "says", firstLine(r.Stderr), "code", strconv.Itoa(r.Code))
	}
	return nil
}

// isMistake reports whether a line has failed since it was not understood, or refused,
// whatever the state of the cluster.
func isMistake(line string, r shell.Result) bool {
	verb, _, _ := strings.Cut(line, " ")
	switch {
	case r.Code == 0:
		return false
	case verb == "etcdctl":
		const badArguments = 128
		return r.Code == badArguments || strings.HasPrefix(r.Stderr, "Error: unknown ")
	case verb == "curl":
		const badOption, badAddress = 2, 3
		return r.Code == badOption || r.Code == badAddress
	}
	return r.Code == 127 || shell.Acts(verb)
}

// look makes an action of what is to be looked at.
func (p *Player) look(what string) (string, error) {
	f := strings.Fields(what)
	w := p.lab.World()
	switch f[0] {
	case "nothing":
		return "select none", nil
	case "panel":
		return "tab " + f[1], nil
	case "view":
		return "view " + f[1], nil
	case "terminal":
		if _, ok := w.Actor(lab.TerminalNamed(w, f[1])).(*shell.Terminal); !ok {
			return "", of("look", narrate.Fail("bad.not-open", "name", narrate.Quoted(f[1])))
		}
		return "terminal " + f[1], nil
	case "member", "entry":
		n, err := lab.FindMember(w, f[1])
		if err != nil {
			return "", err
		}
		f[1] = lab.NameOf(w, n)
		if f[0] == "entry" {
			if err := p.checkEntry(n, f[1], f[2]); err != nil {
				return "", err
			}
		}
		return "select " + strings.Join(f, " "), nil
	}
	from, err := lab.FindMember(w, f[2])
	if err != nil {
		return "", err
	}
	to, err := lab.FindMember(w, f[3])
	if err != nil {
		return "", err
	}
	id, ok := lab.FindMessage(w, f[1], from, to)
	if !ok {
		return "", of("look", narrate.Fail("bad.on-its-way", "message", f[1], "from", f[2], "to", f[3],
			"time", string(p.lab.Now().AppendMilliseconds(nil))))
	}
	return fmt.Sprintf("select message %d", id), nil
}

// checkEntry says that a member has no such entry.
func (p *Player) checkEntry(n sim.Node, name, index string) error {
	i, err := strconv.ParseUint(index, 10, 64)
	if err != nil {
		return of("look", narrate.Fail("bad.entry", "index", narrate.Quoted(index)))
	}
	m := lab.MemberAt(p.lab.World(), n)
	if m == nil || m.Raft() == nil {
		return nil // it is down; what is on its disk can be looked at
	}
	switch log := m.Raft().Log(); {
	case log.Last() < log.First():
		return of("look", narrate.Fail("bad.entries", "member", name))
	case raft.Index(i) < log.First(), raft.Index(i) > log.Last():
		return of("look", narrate.Fail("bad.entry-none", "member", name, "index", strconv.FormatUint(i, 10),
			"first", strconv.Itoa(int(log.First())), "last", strconv.Itoa(int(log.Last()))))
	}
	return nil
}

// judge finds the answer whose conditions hold.
func (p *Player) judge(q *Question) (int, error) {
	right := -1
	for i, a := range q.Answers {
		holds := true
		for _, c := range a.If {
			failed, err := p.lab.Holds(c.Text)
			if err != nil {
				return -1, p.placed(c.Line, of("if", err))
			}
			holds = holds && failed == nil
		}
		switch {
		case !holds:
		case right >= 0:
			return -1, p.placed(a.Line, narrate.Fail("bad.right-two", "line", strconv.Itoa(q.Answers[right].Line)))
		default:
			right = i
		}
	}
	if right < 0 {
		return -1, p.placed(q.Line, narrate.FailFor(p.why(q), "bad.right-none"))
	}
	return right, nil
}

// why lists of each answer what does not hold.
func (p *Player) why(q *Question) (all narrate.Failures) {
	for _, a := range q.Answers {
		for _, c := range a.If {
			if failed, _ := p.lab.Holds(c.Text); failed != nil {
				all = append(all, narrate.FailFor(failed, "bad.line", "line", strconv.Itoa(c.Line)))
				break
			}
		}
	}
	return all
}

// Translate takes the same lesson in another language. It reports false, and
// changes nothing, if that does something else.
func (p *Player) Translate(l *Lesson) bool {
	if !same(p.lesson, l) {
		return false
	}
	p.lesson = l
	return true
}

// same reports whether two lessons do the same.
func same(a, b *Lesson) bool {
	if a.Config != b.Config || len(a.Steps) != len(b.Steps) || (a.Goal == nil) != (b.Goal == nil) {
		return false
	}
	for i := range a.Steps {
		s, t := &a.Steps[i], &b.Steps[i]
		if !sameMoves(s.Moves, t.Moves) || (s.Question == nil) != (t.Question == nil) {
			return false
		}
		if s.Question != nil && (!sameMoves(s.Question.Moves, t.Question.Moves) || len(s.Question.Answers) != len(t.Question.Answers)) {
			return false
		}
	}
	return true
}

func sameMoves(a, b []lab.Move) bool {
	return slices.EqualFunc(a, b, func(x, y lab.Move) bool { return x.Terminal == y.Terminal && x.Text == y.Text })
}

// firstLine is what a command says first when it fails; what follows repeats or helps.
func firstLine(stderr string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	return first
}
