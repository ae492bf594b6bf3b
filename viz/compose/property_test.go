package compose

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// deeds are things to do to a lab.
var deeds = []string{"crash etcd-01", "restart etcd-01", "crash etcd-02", "restart etcd-02", "pause etcd-03", "resume etcd-03",
	"cut etcd-01 etcd-02", "cut etcd-02>etcd-03", "heal", "partition etcd-01 | etcd-02,etcd-03", "timeout etcd-02", "rule vote-once off", "rule log-up-to-date off"}

// live lets things happen to a lab for a while.
func live(t *rapid.T, l *lab.Lab, steps int) {
	for range steps {
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			_ = l.Do(rapid.SampledFrom(deeds).Draw(t, "deed"))
		case 1:
			_ = l.Type("A", fmt.Sprintf("etcdctl put k%d v", rapid.IntRange(0, 9).Draw(t, "key")))
		case 2:
			_ = l.Type("B", "etcdctl get k1")
		}
		l.Advance(l.Now() + sim.Time(rapid.Int64Range(1, int64(300*sim.Millisecond)).Draw(t, "pass")))
	}
}

func anyInput(t *rapid.T, l *lab.Lab) Input {
	in := Input{Lab: l, Speed: rapid.SampledFrom([]float64{0.001, 0.01, 0.1, 1, 10}).Draw(t, "speed"),
		Still: rapid.Bool().Draw(t, "still"), Reduced: rapid.Bool().Draw(t, "reduced"),
		Lang: narrate.Lang(rapid.IntRange(0, 1).Draw(t, "lang"))}
	in.Journey = journeyOf(l, rapid.SampledFrom([]string{"A", "B"}).Draw(t, "journey"))
	in.Selected = Target{Kind: MemberTarget, Node: sim.Node(rapid.IntRange(0, 3).Draw(t, "selected"))}
	switch rapid.IntRange(0, 3).Draw(t, "layout") {
	case 0:
		in.Width, in.Height = 1080, 572
	case 1:
		in.Width, in.Height = 960, 468
	case 2:
		in.Layout, in.Width, in.Height = Phone, 390, 546
	case 3:
		in.Layout, in.Width, in.Height = Tall, 800, 900
	}
	return in
}

// Scrubbing back draws as truly as playing did: all but the scrubber, which
// shows how far the world has been.
func TestASceneIsAFunctionOfTheMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := rapid.SampledFrom([]int{3, 5, 25}).Draw(t, "members")
		l, err := lab.New(lab.Config{Members: members, Seed: rapid.Uint64Range(0, 99).Draw(t, "seed")})
		require.NoError(t, err)
		live(t, l, rapid.IntRange(1, 12).Draw(t, "steps"))
		in := anyInput(t, l)
		in.From, in.To = 0, 10*sim.Second
		at := l.Now()
		then := staged(in)
		l.Advance(at + sim.Time(rapid.Int64Range(1, int64(40*sim.Second)).Draw(t, "later")))
		reused := staged(in)
		l.Seek(at)
		now := staged(in)
		then.Scrubber, now.Scrubber = scene.Scrubber{}, scene.Scrubber{}
		require.Equal(t, then, now)
		Stage(reused, in)
		reused.Scrubber = scene.Scrubber{}
		empty(reflect.ValueOf(reused).Elem())
		empty(reflect.ValueOf(now).Elem())
		require.Equal(t, now, reused, "a scene that is used again is like a new one")
	})
}

// empty makes all slices without elements alike.
func empty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			empty(v.Field(i))
		}
	case reflect.Slice:
		if v.Len() == 0 && v.CanSet() {
			v.SetZero()
		}
		for i := range v.Len() {
			empty(v.Index(i))
		}
	}
}

func TestEverythingIsInsideTheStage(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 25, 26, 51, 101} {
		l, err := lab.New(lab.Config{Members: n, Seed: 1})
		require.NoError(t, err)
		l.Advance(700 * sim.Millisecond)
		require.NoError(t, l.Type("A", "etcdctl put a v"))
		for step := range 4 {
			l.Advance(l.Now() + 37*sim.Millisecond)
			if step == 2 && n > 2 {
				require.NoError(t, l.Do("crash etcd-02"))
				require.NoError(t, l.Do("cut etcd-01 etcd-03"))
			}
			for _, in := range []Input{
				{Width: 1080, Height: 572}, {Width: 960, Height: 468}, {Width: 1400, Height: 700}, {Width: 800, Height: 400},
				{Width: 390, Height: 546, Layout: Phone}, {Width: 320, Height: 480, Layout: Phone}, {Width: 390, Height: 282, Layout: Phone}, {Width: 800, Height: 900, Layout: Tall}, {Width: 560, Height: 700, Layout: Tall},
			} {
				in.Lab, in.Speed, in.Journey = l, 0.01, journeyOf(l, "A")
				in.Selected = Target{Kind: MemberTarget, Node: 1}
				s := staged(in)
				require.Len(t, s.Members, n)
				inside(t, s, fmt.Sprintf("%d members at %gx%g", n, in.Width, in.Height))
				finite(t, reflect.ValueOf(*s))
			}
		}
	}
}

// inside requires that what a scene shows has its place on the stage.
func inside(t *testing.T, s *scene.Scene, what string) {
	at := func(x, y float32, part string) {
		if x < 0 || y < 0 || x > s.Width || y > s.Height {
			require.Failf(t, "outside", "%s: %s at %g, %g", what, part, x, y)
		}
	}
	for _, m := range s.Members {
		at(m.X-m.R, m.Y-m.R, "member")
		at(m.X+m.R, m.Y+m.R, "member")
		at(m.NameAt.X, m.NameAt.Y, "name")
		at(m.NoteAt.X, m.NoteAt.Y, "note")
		for _, c := range m.Clients {
			at(c.X, c.Y, "chip")
		}
	}
	for _, m := range s.Messages {
		at(m.At.X, m.At.Y, "message")
	}
	for _, c := range s.Cuts {
		at(c.TextAt.X, c.TextAt.Y, "cut")
	}
	for _, c := range s.Logs.Cells {
		at(c.X, c.Y, "cell")
		at(c.X+c.W, c.Y+c.H, "cell")
	}
	for _, f := range s.Logs.Folds {
		at(f.X+f.W, f.Y+f.H, "fold")
	}
	for _, b := range s.Logs.Bars {
		at(b.X, b.Y, "bar")
		at(b.X+b.W, b.Y+b.H, "bar")
		require.LessOrEqual(t, b.Committed+b.Uncommitted, b.W+0.01)
	}
	for _, m := range s.Logs.Markers {
		at(m.Match, m.Y, "match")
		at(m.Next, m.Y, "next")
	}
	for _, step := range s.Journey.Steps {
		at(step.X, s.Journey.LineY, "step")
	}
	for _, l := range s.Legend {
		at(l.TextX+textWidth(l.Text, 12), l.Y, "legend")
	}
	for _, b := range s.Scrubber.Bands {
		at(b.Box.X, b.Box.Y, "band")
		at(b.Box.X+b.Box.W, b.Box.Y+b.Box.H, "band")
	}
	at(s.Banner.Box.X+s.Banner.Box.W, s.Banner.Box.Y+s.Banner.Box.H, "banner")
}

// finite requires that no number in a value is NaN or infinite.
func finite(t *testing.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Float32:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			require.Fail(t, "a number is not finite")
		}
	case reflect.Struct:
		for i := range v.NumField() {
			finite(t, v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			finite(t, v.Index(i))
		}
	}
}

func TestSmallAndEmptyStagesDoNotPanic(t *testing.T) {
	l := newLab(t, 5, 1)
	for _, layout := range []Layout{Desk, Tall, Phone} {
		for _, size := range []float32{0, 1, 20, 100, 250} {
			s := staged(Input{Lab: l, Width: size, Height: size, Layout: layout})
			finite(t, reflect.ValueOf(*s))
		}
	}
	require.Empty(t, staged(Input{Width: 100, Height: 100}).Members)
}
