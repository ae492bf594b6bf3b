package panel

import (
	"math"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Bar is where a row stands in a whole, both ends from 0 to 1.
type Bar struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Kind BarKind `json:"kind"`
}

// BarKind is how a bar is drawn, and what the time that it stands for went into.
type BarKind string

// The kinds of bars.
const (
	Wire    BarKind = "wire"    // a message was on its way
	Disk    BarKind = "disk"    // a disk wrote
	Waiting BarKind = "waiting" // something was waited for that had not come
)

// legBars are what the time of legs went into; all others are messages.
var legBars = map[lab.LegKind]BarKind{lab.LegDisk: Disk, lab.LegLeader: Waiting, lab.LegQuorum: Waiting, lab.LegApply: Waiting, lab.LegWait: Waiting,
	lab.LegTimer: Waiting, lab.LegBallot: Disk, lab.LegRetry: Waiting}

func barOf(leg lab.Leg) BarKind {
	if kind, ok := legBars[leg.Kind]; ok {
		return kind
	}
	return Wire
}

// Waterfall is the panel of where the time of a request went.
func Waterfall(l *lab.Lab, lang narrate.Lang, f lab.Waterfall, ok bool) Panel {
	x := maker{l, l.World(), lang}
	p := Panel{ID: "time", Title: x.text("time.title"), Sections: []Section{}, Actions: []Action{}}
	if !ok {
		text := "time.none"
		if f.Message != 0 {
			text = "time.gone"
		}
		p.Sections = append(p.Sections, Section{Kind: Empty, Rows: []Row{{Cells: []Cell{{Text: x.text(text)}}}}})
		return p
	}
	id := "time.answered"
	switch {
	case f.Failed != shell.NoFailure:
		id = "time." + f.Failed.String()
	case f.Answered == 0:
		id = "time.so-far"
	}
	what := f.Summary
	if what == "" {
		if e, found := x.w.Trace().At(f.Message); found {
			what = narrate.Title(e, lang)
		}
	}
	p.Subtitle = x.text(id, narrate.Str("what", clip(what)), narrate.Str("time", f.Took(f.Sent, f.Until)))
	p.Sections = append(p.Sections, x.legs(&f), x.sums(&f))
	if len(f.Copies) > 1 {
		p.Sections = append(p.Sections, x.fallCopies(&f))
	}
	if len(f.Told) > 0 {
		p.Sections = append(p.Sections, x.watchers(&f))
	}
	return p
}

// legs draws the legs one below the other, each where it stands in the whole.
func (x maker) legs(f *lab.Waterfall) Section {
	s := Section{Kind: Bars, Rows: []Row{}}
	whole := float64(max(1, f.Whole()))
	for _, leg := range f.Legs {
		s.Rows = append(s.Rows, Row{
			Cells: []Cell{{Text: lab.LegText(x.w, x.lang, leg), Action: seek(leg.From)}, {Text: f.Took(leg.From, leg.To)}},
			Bar:   &Bar{From: share(leg.From-f.Sent, whole), To: share(leg.To-f.Sent, whole), Kind: barOf(leg)},
		})
	}
	return s
}

// share is a part of a whole, to a thousandth.
func share(part sim.Time, whole float64) float64 { return math.Round(float64(part)/whole*1000) / 1000 }

// sums says how much of the whole went into what; that adds up, too.
func (x maker) sums(f *lab.Waterfall) Section {
	var sums [3]int64
	order := [...]BarKind{Wire, Disk, Waiting}
	for _, leg := range f.Legs {
		for i, kind := range order {
			if barOf(leg) == kind {
				sums[i] += f.Grains(leg.To) - f.Grains(leg.From)
			}
		}
	}
	s := Section{Title: x.text("time.sums"), Kind: Pairs, Rows: []Row{}}
	for i, kind := range order {
		if sums[i] > 0 {
			s.Rows = append(s.Rows, x.pair("time."+string(kind), f.Write(sums[i])))
		}
	}
	s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: x.text("time.whole"), Tone: Quiet}, {Text: f.Took(f.Sent, f.Until), Tone: Strong}}})
	return s
}

// fallCopies says when each member had the entry on disk, and which copies were
// waited for.
func (x maker) fallCopies(f *lab.Waterfall) Section {
	s := Section{Title: x.text("time.copies", narrate.Num("index", int(f.Index))), Kind: Table,
		Columns: []Column{x.column("panel.member", "left"), x.column("time.on-disk", "right"), x.column("time.leader-knows", "right")}}
	after := func(t sim.Time, strong bool) Cell {
		c := Cell{Text: "–"}
		if t != 0 {
			c.Text = f.Took(f.Sent, t)
		}
		if strong {
			c.Tone = Strong
		}
		return c
	}
	for _, c := range f.Copies {
		name := lab.NameOf(x.w, c.Node)
		s.Rows = append(s.Rows, Row{Action: "select member " + name, Cells: []Cell{{Text: name}, after(c.Stored, false), after(c.Told, c.Counted)}})
	}
	return s
}

// watchers says which watchers heard of the change, and when.
func (x maker) watchers(f *lab.Waterfall) Section {
	s := Section{Title: x.text("time.watchers"), Kind: Pairs, Rows: []Row{}}
	for _, t := range f.Told {
		text := x.text("time.on-its-way")
		if t.Heard != 0 {
			text = x.text("time.heard", narrate.Str("member", lab.NameOf(x.w, t.Server)), narrate.Str("time", f.Took(f.Sent, t.Heard)))
		}
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: lab.PartyName(x.w, x.lang, t.Client), Tone: Quiet}, {Text: text}}})
	}
	return s
}
