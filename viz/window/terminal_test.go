package window

import (
	"strconv"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/viz/viewer"
)

func TestATerminalEditsItsLine(t *testing.T) {
	p := sit(t, 1440, 900)
	p.click("Command line of terminal A")
	line := func() string { return string(p.w.pane("A").input) }
	control := Key{Control: true}

	p.types("wait leadr")
	p.presses(ebiten.KeyArrowLeft)
	p.types("e")
	require.Equal(t, "wait leader", line())
	p.presses(ebiten.KeyHome)
	p.types("2")
	p.presses(ebiten.KeyBackspace)
	p.presses(ebiten.KeyEnd)
	p.presses(ebiten.KeyW, control)
	require.Equal(t, "wait ", line())
	p.presses(ebiten.KeyU, control)
	require.Empty(t, line())

	p.types("etcdc")
	p.presses(ebiten.KeyTab)
	require.Equal(t, "etcdctl ", line(), "a single candidate is put in")
	p.presses(ebiten.KeyU, control)
	p.types("cu")
	p.presses(ebiten.KeyTab)
	p.sees("curl  cut")
	p.presses(ebiten.KeyU, control)
	p.types("etcdctl put 钥匙 值")
	require.Equal(t, "etcdctl put 钥匙 值", line())

	p.presses(ebiten.KeyC, control)
	require.Empty(t, line())
	p.clipboard = "help\nhelp rules\netcdctl "
	p.presses(ebiten.KeyV, control)
	require.Equal(t, "etcdctl ", line(), "whole lines are sent, the rest is left to be looked at")
	p.until("the help", 10*time.Second, func() bool { return len(p.w.pane("A").history) == 2 })
	p.presses(ebiten.KeyArrowUp)
	require.Equal(t, "help rules", line())
	p.presses(ebiten.KeyArrowUp)
	require.Equal(t, "help", line())
	p.presses(ebiten.KeyArrowDown)
	p.presses(ebiten.KeyArrowDown)
	require.Equal(t, "etcdctl ", line(), "what was being typed comes back")
}

func TestControlCEndsWhatWaits(t *testing.T) {
	p := sit(t, 1440, 900)
	p.enters("B", "sleep 1h")
	p.until("the wait", 5*time.Second, func() bool { return p.w.pane("B").busy })
	p.presses(ebiten.KeyC, Key{Control: true})
	p.until("the prompt", 10*time.Second, func() bool { return !p.w.pane("B").busy })
}

func TestOneMoreTerminalTakesTheLine(t *testing.T) {
	p := sit(t, 1440, 900)
	p.click("One more terminal")
	p.wait(0)
	require.Equal(t, "C", p.w.focused)
	require.Equal(t, []string{"A", "B", "C"}, p.w.inSight)
	p.click("One more terminal")
	p.wait(0)
	require.Equal(t, []string{"A", "B", "D"}, p.w.inSight, "no more fit: it takes the place of the one used last")
	p.click("Terminal C")
	require.Equal(t, "C", p.w.focused)
}

func TestALongOutputScrolls(t *testing.T) {
	p := sit(t, 1440, 900)
	p.enters("A", "help")
	p.until("the help", 10*time.Second, func() bool { return len(p.w.pane("A").rows) > 10 })
	box := p.find("Command line of terminal A").box
	top := func() string { return p.firstBelow(box.y + paneHead) }
	end := top()
	p.move(box.x+50, box.y+80)
	p.script.next.Wheel = 100
	p.wait(0)
	require.NotEqual(t, end, top())
	p.types("x") // typing leads back to the end
	require.Equal(t, end, top())
}

// firstBelow is the uppermost text from a height on, at the left.
func (p *person) firstBelow(y float32) (text string) {
	best := float32(1e9)
	for _, it := range p.w.sheet.items {
		if it.kind == textItem && it.box.y > y && it.box.x < 30 && it.box.y < best {
			best, text = it.box.y, it.text
		}
	}
	return text
}

func TestDraggingTheEdgeResizesTheTerminals(t *testing.T) {
	p := sit(t, 1440, 900)
	p.drag(700, p.w.frame.terminals.y, 700, 640)
	require.InDelta(t, 640, p.w.frame.terminals.y, 1)
	p.drag(700, p.w.frame.terminals.y, 700, 100)
	require.InDelta(t, 540, p.w.frame.terminals.y, 1, "at most two fifths of the height")
}

func TestLinesAreKeptFromFrameToFrame(t *testing.T) {
	line := func(n int) viewer.Line { return viewer.Line{Kind: "out", Text: "line " + strconv.Itoa(n)} }
	said := func(from int, start uint64, texts ...int) *viewer.Terminal {
		s := &viewer.Terminal{From: uint64(from), Start: start, Lines: []viewer.Line{}}
		for _, n := range texts {
			s.Lines = append(s.Lines, line(n))
		}
		return s
	}
	for _, c := range []struct {
		name  string
		said  []*viewer.Terminal
		first uint64
		want  []int
	}{
		{"lines are appended", []*viewer.Terminal{said(0, 0, 0, 1), said(2, 0, 2)}, 0, []int{0, 1, 2}},
		{"an open line is told again", []*viewer.Terminal{said(0, 0, 0, 1), said(1, 0, 11, 2)}, 0, []int{0, 11, 2}},
		{"time went back", []*viewer.Terminal{said(0, 0, 0, 1, 2), said(1, 0)}, 0, []int{0}},
		{"the oldest are gone", []*viewer.Terminal{said(0, 0, 0, 1, 2), said(3, 2, 3)}, 2, []int{2, 3}},
		{"there is a gap", []*viewer.Terminal{said(0, 0, 0, 1), said(7, 7, 7, 8)}, 7, []int{7, 8}},
		{"nothing is said", []*viewer.Terminal{said(0, 0, 0), {From: 0}}, 0, []int{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, typist := pane{}, newTypist()
			for _, s := range c.said {
				p.update(s)
				p.breakLines(typist, 400)
			}
			require.Equal(t, c.first, p.from)
			require.Len(t, p.rows, len(c.want))
			for i, n := range c.want {
				require.Equal(t, line(n), p.lines[i])
				require.Equal(t, c.first+uint64(i), p.rows[i].line)
			}
		})
	}
}

func TestCompletionPutsInWhatIsCommon(t *testing.T) {
	for _, c := range []struct {
		line   string
		caret  int
		words  []string
		want   string
		offers int
	}{
		{"cra", 3, []string{"crash "}, "crash ", 0},
		{"crash e", 7, []string{"etcd-01 ", "etcd-02 "}, "crash etcd-0", 2},
		{"etcdctl get --re", 16, []string{"--rev="}, "etcdctl get --rev=", 0},
		{"cra 2", 3, []string{"crash "}, "crash 2", 0},
		{"partition 1,et", 14, []string{"etcd-02 "}, "partition 1,etcd-02 ", 0},
		{"xyz", 3, nil, "xyz", 0},
		{"钥 cra", 5, []string{"crash "}, "钥 crash ", 0},
	} {
		p := pane{}
		p.set(c.line)
		p.caret = c.caret
		p.complete(c.words)
		require.Equal(t, c.want, string(p.input))
		require.Len(t, p.offers, c.offers)
	}
}
