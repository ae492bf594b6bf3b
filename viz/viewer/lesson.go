package viewer

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/lesson"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/compose"
)

// lessonRun is a lesson that is open. Its steps are played out of sight by a
// player, in a lab of its own, and then shown as stretches of history; so what a
// viewer does in between never changes what the lesson does next.
type lessonRun struct {
	player   *lesson.Player
	step     int
	answered bool        // the step's question has been run
	chosen   map[int]int // by step, which answer
	hinted   int         // how many hints are shown, of the step or the goal
	failure  error       // why it cannot go on, or nil

	pending bool // the step is being played out of sight
	hasten  bool // and its end is wanted, as soon as there is something to show
	showing bool // the step is being shown
	until   sim.Time
	cues    []lesson.Cue // that are still to come

	terminal string // where it has typed last
	view     string // that it shows; what the viewer chose instead stays until it shows another
	points   string // what it points at, as select takes it; as with views, another may be selected
	panel    string // that it shows, or ""
	ownPanel string // that the viewer had before it

	pace, calmPace float64 // speeds that fit the step
	paced          float64 // the speed that was set last, to see that the viewer chose another

	resumed bool  // it goes on where its reader was
	resumes *back // to what was done in the step, once it has been played; or nil

	judge   *lesson.Judge
	verdict lesson.Verdict
	shown   int // grows with everything that changes what is told
}

// lessonBudget is how many events of a lesson are played out of sight in a tick.
const lessonBudget = 6000

// The pace of a step: a short one is shown at the usual speed, a longer one takes
// a minute at most, and its idle time a few seconds.
const (
	longestShown = 60.0
	longestCalm  = 5.0
	fastestPace  = 1.0
)

// OpenLesson opens a lesson's file at a step. If it is the one that is open, in
// another language, its words are changed and nothing else; if it is the one whose
// world Restore has, it goes on there. An error leaves everything as it was.
func (v *Viewer) OpenLesson(name, text string, step int) error {
	err := v.openLesson(name, text, step)
	if err == nil {
		v.lessonID = ""
	}
	return err
}

func (v *Viewer) openLesson(name, text string, step int) error {
	l, err := lesson.Parse(name, text)
	if err != nil {
		return v.badLesson(err)
	}
	if v.lesson != nil && v.lesson.player.Lesson().Lang != l.Lang && v.lesson.player.Translate(l) {
		v.lessonFile.name, v.lessonFile.text = name, text
		v.lesson.shown++
		v.changed()
		return nil
	}
	p, err := lesson.NewPlayer(l)
	if err != nil {
		return v.badLesson(err)
	}
	v.lesson = &lessonRun{player: p, chosen: map[int]int{}, paced: v.speed, points: "none"}
	v.lessonFile.name, v.lessonFile.text = name, text
	if v.takeUp(text) {
		return nil
	}
	v.selected = compose.Target{} // what was pointed at before is none of its business
	v.toStep(min(max(step, 0), len(l.Steps)-1))
	return nil
}

func (v *Viewer) badLesson(err error) error {
	return errors.New(v.text("ui.lesson-bad", narrate.Str("why", narrate.Explain(v.lang, err))))
}

// actLesson carries out what is done with the lesson that is open.
func (v *Viewer) actLesson(rest string) error {
	verb, arg, _ := strings.Cut(rest, " ")
	if verb == "open" {
		return v.openBuiltIn(arg)
	}
	r := v.lesson
	if r == nil {
		return fmt.Errorf("no lesson is open")
	}
	steps := r.player.Lesson().Steps
	number, _ := strconv.Atoi(arg)
	r.shown++
	switch verb {
	case "skip":
		v.finishStep()
	case "next":
		if r.step+1 < len(steps) {
			v.toStep(r.step + 1)
		}
	case "back":
		v.toStep(max(0, r.step-1))
	case "again":
		v.toStep(r.step)
	case "step":
		if number < 1 || number > len(steps) {
			return fmt.Errorf("the lesson has the steps 1 to %d, not %q", len(steps), arg)
		}
		v.toStep(number - 1)
	case "choose":
		q := steps[r.step].Question
		if q == nil || number < 1 || number > len(q.Answers) {
			return fmt.Errorf("there is no answer %q to choose", arg)
		}
		if !r.answered {
			r.chosen[r.step] = number - 1
		}
	case "run":
		return v.runQuestion()
	case "hint":
		r.hinted++
	case "close":
		v.closeLesson()
	default:
		return fmt.Errorf("a lesson goes next, skip, back, again, step N, choose N, run, hint or close, not %q", verb)
	}
	return nil
}

func (v *Viewer) closeLesson() {
	v.lesson = nil
	v.speed = defaultSpeed
	v.changed()
}

// toStep shows a step from its beginning.
func (v *Viewer) toStep(step int) {
	r := v.lesson
	r.step, r.answered, r.hinted, r.failure = step, false, 0, nil
	r.judge, r.verdict = nil, lesson.Verdict{}
	r.pending, r.hasten, r.showing, r.resumes = true, false, false, nil
	v.play(false)
	v.pursueLesson()
}

// runQuestion lets the run answer the step's question.
func (v *Viewer) runQuestion() error {
	r := v.lesson
	if _, chose := r.chosen[r.step]; !chose {
		return errors.New(v.text("ui.lesson-choose"))
	}
	if r.showing {
		v.finishStep()
	}
	if r.answered || r.player.Lesson().Steps[r.step].Question == nil {
		return nil
	}
	r.answered, r.pending, r.hasten = true, true, false
	v.play(false)
	v.pursueLesson()
	return nil
}

// pursueLesson plays on out of sight, and shows the step once that is done.
func (v *Viewer) pursueLesson() {
	r := v.lesson
	done, err := r.player.Run(lesson.Point{Step: r.step, Answered: r.answered}, min(lessonBudget, 3*v.budget))
	if err != nil {
		r.pending, r.failure = false, err
		r.shown++
		v.say(v.text("ui.lesson-fails", narrate.Str("why", narrate.Explain(v.lang, err))), "warning")
		return
	}
	if !done {
		return
	}
	r.pending = false
	r.shown++
	played, _ := r.player.Played(r.step)
	from, to := played.Start, played.Asked
	if r.answered {
		from, to = played.Asked, played.End
	}
	v.showStep(from, to, played.Cues)
	if r.resumes != nil {
		v.goOn()
	}
}

// showStep makes a stretch of the lesson's history what is looked at.
func (v *Viewer) showStep(from, to sim.Time, cues []lesson.Cue) {
	r := v.lesson
	world := r.player.Lab(to)
	world.Seek(from)
	v.SetLab(world)
	v.lesson = r
	v.opening, v.stepped = 0, false
	r.until, r.showing, r.cues = to, true, nil
	for _, c := range cues {
		if c.At >= from && c.At <= to {
			r.cues = append(r.cues, c)
		}
	}
	span := float64(to-from) / float64(sim.Second)
	r.pace = min(max(defaultSpeed, span/longestShown), fastestPace)
	r.calmPace = max(r.pace*hurryFactor, span/longestCalm)
	if v.speed == r.paced {
		v.speed, r.paced = r.pace, r.pace
	}
	v.showView(r.before(from, "view", "ring"))
	if at := r.before(from, "select", "none"); at != r.points {
		v.pointAt(at)
	}
	v.showPanel(r.before(from, "tab", ""))
	v.play(true)
	v.followLesson()
	if r.hasten {
		v.finishStep()
	}
}

// before is the view, the panel or the selection that the lesson has said last when a
// moment is shown, or what is shown as long as it has said nothing. A panel is meant for
// its step.
func (r *lessonRun) before(t sim.Time, what, said string) string {
	first := 0
	if what == "tab" {
		first = r.step
	}
	for step := first; step <= r.step; step++ {
		played, _ := r.player.Played(step)
		for _, c := range played.Cues {
			if name, ok := strings.CutPrefix(c.Action, what+" "); ok && c.At <= t {
				said = name
			}
		}
	}
	return said
}

// showView changes to another view if the lesson says so.
func (v *Viewer) showView(view string) {
	if r := v.lesson; r.view != view {
		r.view = view
		_ = v.actView(view) // it was looked at when the lesson was read
	}
}

// pointAt selects what the lesson points at.
func (v *Viewer) pointAt(what string) {
	v.lesson.points = what
	asked, tab := v.asked, v.tab
	_ = v.actSelect(what) // it was found when the lesson was played
	v.asked = asked       // no drawer or sheet opens for it
	if tab == "code" {
		v.tab = tab // it is being read
	}
	v.changed()
}

// showPanel changes to a panel, or back to that which the viewer had before, unless
// another was chosen meanwhile.
func (v *Viewer) showPanel(panel string) {
	r := v.lesson
	switch {
	case panel == r.panel || panel == "" && v.tab != r.panel:
	case panel == "":
		v.tab = r.ownPanel
	default:
		if r.panel == "" || v.tab != r.panel {
			r.ownPanel = v.tab
		}
		v.tab = panel
	}
	r.panel = panel
}

// finishStep goes to the end of what is being shown, over several ticks if it is
// far.
func (v *Viewer) finishStep() {
	r := v.lesson
	r.hasten = r.pending
	if !r.showing {
		return
	}
	if len(v.lab.Branches()) == 1 && v.lab.Now() < r.until && !v.lab.SeekSome(r.until, seekBudget) {
		v.goal = &goal{until: r.until}
	}
	v.followLesson()
}

// setUpChallenge goes to where a challenge begins, if its world is still being set up:
// who is quick acts on that, and not on half of it.
func (v *Viewer) setUpChallenge() {
	r := v.lesson
	if r == nil || !r.showing || !r.atGoal() || len(v.lab.Branches()) > 1 {
		return
	}
	for v.lab.Now() < r.until && !v.lab.SeekSome(r.until, seekBudget) {
	}
	v.goal = nil
	v.followLesson()
}

// atGoal reports whether the step is the one that ends with a challenge's goal.
func (r *lessonRun) atGoal() bool {
	l := r.player.Lesson()
	return l.Goal != nil && r.step == len(l.Steps)-1
}

// followLesson points at what is to be looked at by now, and stops where what is
// shown ends. Who has begun another branch goes on by himself.
func (v *Viewer) followLesson() {
	r := v.lesson
	if r == nil || !r.showing {
		return
	}
	if len(v.lab.Branches()) > 1 || v.lab.Now() > r.until {
		r.showing = false
		r.shown++
		return
	}
	for len(r.cues) > 0 && r.cues[0].At <= v.lab.Now() {
		action := r.cues[0].Action
		r.cues = r.cues[1:]
		if name, ok := strings.CutPrefix(action, "terminal "); ok {
			r.terminal = name
			r.shown++
			continue
		}
		if name, ok := strings.CutPrefix(action, "view "); ok {
			v.showView(name)
			v.changed()
			continue
		}
		if name, ok := strings.CutPrefix(action, "tab "); ok {
			v.showPanel(name)
			v.changed()
			continue
		}
		v.pointAt(strings.TrimPrefix(action, "select "))
	}
	if v.lab.Now() == r.until {
		r.showing = false
		r.shown++
		v.play(false)
		if r.atGoal() {
			v.beginJudging()
		}
	}
}

// tickLesson goes on with what a lesson does by itself, and reports whether that
// has taken the tick.
func (v *Viewer) tickLesson() (taken bool) {
	r := v.lesson
	if r == nil {
		return false
	}
	if r.pending {
		v.pursueLesson()
		v.changed()
		return true
	}
	if r.judge == nil || r.verdict.Reached || v.searching() { // what a search looks through has not been
		return false
	}
	verdict, caughtUp, err := r.judge.Follow(v.lab.Inputs(), v.lab.Now(), v.budget)
	if err != nil {
		r.judge, r.failure = nil, err
		r.shown++
	}
	if caughtUp && verdict != r.verdict {
		r.verdict = verdict
		r.shown++
		if verdict.Reached {
			v.play(false)
			v.say(v.text("stage.lesson-reached", narrate.Num("n", verdict.Used), narrate.Span("time", verdict.At)), "")
		}
		v.changed()
	}
	return false
}

// leftLesson reports whether a line that stands outside the world has left the
// lesson's.
func leftLesson(line string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return verb == "open" || verb == "world" || verb == "scenario"
}

// Library are the lessons that a viewer can open by their names, and the words
// that they explain. The page has none: it fetches files.
type Library struct {
	List func(lang narrate.Lang) []LessonEntry
	Read func(id string, lang narrate.Lang) (name, text string, err error)
	// Terms is the glossary.
	Terms func(lang narrate.Lang) []GlossaryTerm
}

// LessonEntry is what a library says of a lesson.
type LessonEntry struct {
	ID, Title, About string
	Minutes          int
	Challenge        bool
}

// GlossaryTerm is a word of the field.
type GlossaryTerm struct {
	ID    string
	Words []string // that mean it, the usual one first
	Text  string
}

// SetLibrary gives the viewer lessons to open.
func (v *Viewer) SetLibrary(l Library) { v.library = &l }

// Library returns the lessons that can be opened by their names, or nil.
func (v *Viewer) Library() *Library { return v.library }

// LessonID is the lesson of the library that is open, or "".
func (v *Viewer) LessonID() string {
	if v.lesson == nil {
		return ""
	}
	return v.lessonID
}

// LessonFile is the lesson that is open, if it is none of the library: its name, which
// is the address where it lies elsewhere, and its text. Both are "" otherwise.
func (v *Viewer) LessonFile() (name, text string) {
	if v.lesson == nil || v.lessonID != "" {
		return "", ""
	}
	return v.lessonFile.name, v.lessonFile.text
}

// openBuiltIn opens a lesson of the library, at its first step or at that of a
// number after its name.
func (v *Viewer) openBuiltIn(rest string) error {
	if v.library == nil {
		return fmt.Errorf("there are no lessons here to open by name")
	}
	id, at, _ := strings.Cut(rest, " ")
	step, err := strconv.Atoi(at)
	if at != "" && (err != nil || step < 1) {
		return fmt.Errorf("open the lesson %s: %q is no step", id, at)
	}
	name, text, err := v.library.Read(id, v.lang)
	if err != nil {
		return err
	}
	if err := v.openLesson(name, text, step-1); err != nil {
		return err
	}
	v.lessonID = id
	return nil
}

// translateLesson changes the words of a lesson of the library.
func (v *Viewer) translateLesson() {
	if v.LessonID() == "" || v.library == nil {
		return
	}
	if name, text, err := v.library.Read(v.lessonID, v.lang); err == nil {
		_ = v.openLesson(name, text, v.lesson.step) // it is the same lesson
	}
}
