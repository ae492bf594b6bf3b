package window

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/viz/scene"
)

// TestAVisit is the whole way of a new user, through the window's own
// controls.
func TestAVisit(t *testing.T) {
	p := sit(t, 1440, 900)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	first := p.leader()

	p.enters("A", `etcdctl put message "hello world"`)
	p.until("the key in all logs", 60*time.Second, func() bool { return p.rowsWith("message") == 5 })
	p.until("the answer", 60*time.Second, func() bool { return p.prints("A", "OK") })
	p.enters("B", "etcdctl get message")
	p.until("the value in terminal B", 60*time.Second, func() bool { return p.prints("B", "hello world") })
	p.sees("hello world")

	// Back to the write, whose moment is exact, and what the world is then.
	p.click("Jump to: election")
	p.click("commit")
	p.sees("commit")
	p.presses(ebiten.KeyEscape)
	p.types("[")
	then, before := p.lab.Now(), p.state()
	require.Less(t, then, p.lab.Frontier())

	p.click("Play")
	p.until("the read again", 60*time.Second, func() bool { return p.prints("B", "hello world") })
	_, x, y := p.member(first)
	p.rightClickAt(x, y)
	p.sees(first)
	require.Empty(t, p.w.view.Toast)
	p.click("Crash")
	p.until("the crash", time.Second, func() bool { m, _, _ := p.member(first); return m.Crashed })
	p.click("Play")
	p.until("another leader", 120*time.Second, func() bool { return p.leader() != "" })
	require.NotEqual(t, first, p.leader())
	p.click("Pause")

	// The scrubber leads back, to the very mark of the write.
	var mark *scene.Mark
	for i := range p.w.scene.Scrubber.Marks {
		if m := &p.w.scene.Scrubber.Marks[i]; m.Kind == scene.MarkWrite && mark == nil {
			mark = m
		}
	}
	require.NotNil(t, mark, "the write has a mark")
	stage := p.w.frame.stage
	p.clickAt(stage.x+mark.X, stage.y+mark.Y)
	require.Equal(t, then, p.lab.Now())
	require.Equal(t, before, p.state())
	require.False(t, func() bool { m, _, _ := p.member(first); return m.Crashed }(), "it has not crashed yet")

	// What if another had crashed?
	histories := len(p.lab.Branches())
	p.click("What if…")
	require.Len(t, p.lab.Branches(), histories+1)
	p.enters("A", "etcdctl put message other")
	p.until("the other value in all logs", 60*time.Second, func() bool { return p.rowsWith("message") == 5 })
	require.Equal(t, first, p.leader(), "on this branch it leads on")
	p.click("Branches")
	p.click(p.w.view.Branches[1].Label) // with the crash, which branched off too, since it was done in the past
	require.True(t, p.lab.Branches()[1].Current)
	require.NotContains(t, p.state(), "other")
}

func TestDraggingTheScrubberGoesWhereItIsDraggedTo(t *testing.T) {
	p := sit(t, 1280, 720)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	stage, s := p.w.frame.stage, &p.w.scene.Scrubber
	head := s.Playhead
	y := stage.y + (head.Top+head.Bottom)/2
	p.drag(stage.x+head.X, y, stage.x+head.X-40, y)
	require.Less(t, p.lab.Now(), p.lab.Frontier())
	require.False(t, p.w.view.Playing)
	require.InDelta(t, head.X-40, p.w.scene.Scrubber.Playhead.X, 1)
}

func TestDraggingFromMemberToMemberCutsAndJoins(t *testing.T) {
	p := sit(t, 1440, 900)
	_, x1, y1 := p.member("etcd-01")
	_, x3, y3 := p.member("etcd-03")
	p.drag(x1, y1, x3, y3)
	require.True(t, p.lab.World().IsCut(1, 3))
	p.drag(x1, y1, x3, y3)
	require.False(t, p.lab.World().IsCut(1, 3))
}

func TestTheInspectorShowsWhatIsClicked(t *testing.T) {
	p := sit(t, 1440, 900)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	leader := p.leader()
	_, x, y := p.member(leader)
	p.clickAt(x, y)
	require.False(t, p.w.view.Playing, "a click pauses")
	require.Equal(t, leader, p.w.view.Inspector.Panel.Title)
	p.sees("The others, as it knows them")
	for _, row := range p.w.view.Inspector.Panel.Sections[1].Rows {
		if other := row.Cells[0].Text; other != leader {
			p.click(other) // a row of the table
			require.Equal(t, other, p.w.view.Inspector.Panel.Title)
			break
		}
	}
	p.chooses("tab store")
	p.sees("Store of " + p.w.view.Inspector.Panel.Title[len("Store of "):])
	p.types("2")
	require.Contains(t, p.w.view.Inspector.Panel.Title, "etcd-02")
}

func TestALongPanelScrollsUnderItsTabsAndActions(t *testing.T) {
	p := sit(t, 1280, 720)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	p.types(" ")
	in := p.w.frame.inspector
	p.move(in.x+100, in.y+200)
	for range 40 {
		p.script.next.Wheel = -1
		p.wait(0)
	}
	require.Positive(t, p.w.scroll)
	last := p.w.scroll
	p.script.next.Wheel = -1
	p.wait(0)
	p.wait(0)
	require.Equal(t, last, p.w.scroll, "it ends where the panel ends")
	crash := p.find("Crash")
	require.LessOrEqual(t, crash.box.bottom(), in.bottom(), "what can be done stays in sight")
	p.script.next.Wheel = 100
	p.wait(0)
	require.Zero(t, p.w.scroll)
}
