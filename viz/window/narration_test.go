package window

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// said is what the narration's place says, and in how many lines.
func (p *person) said() (text string, lines int) {
	var parts []string
	for _, it := range p.w.sheet.items {
		r := p.w.frame.narration
		if it.kind == textItem && it.style.Family == theme.Serif && it.box.y > r.y && it.box.y <= r.bottom() && it.text != p.w.view.Narration.Section {
			parts = append(parts, strings.TrimSpace(it.text))
		}
	}
	return strings.Join(parts, " "), len(parts)
}

// A sentence of usual length is told whole in a low window, smaller and in two lines if
// it has to be.
func TestALowWindowTellsASentenceWhole(t *testing.T) {
	p := sit(t, 1280, 720)
	room := p.w.frame.narration.w - 2*p.w.frame.margin
	style := ink.Style{Family: theme.Serif, Size: 16}
	for _, c := range []struct {
		words int
		lines int
	}{{6, 1}, {26, 2}} {
		sentence := strings.TrimSpace(strings.Repeat("voted ", c.words))
		require.Less(t, len(sentence), narrate.SentenceMost(narrate.English))
		p.ticks(func() {
			p.w.view.Narration.Text, p.w.view.Narration.Section = sentence, "§5.2"
			require.Equal(t, c.lines == 1, p.w.typist.measure(sentence+"  §5.2", style) < room)
			p.w.build()
		})
		text, lines := p.said()
		require.Equal(t, sentence, text)
		require.Equal(t, c.lines, lines)
	}
}

// In the smallest window a lesson leaves room for a ring: it takes the place of the
// narration, and no part lies over another.
func TestALessonLeavesRoomForTheStage(t *testing.T) {
	for _, size := range [][2]float32{{WidthLeast, HeightLeast}, {700, 640}, {700, 760}} {
		f := frameFor(size[0], size[1], 0).withLesson(size[0], size[1], 0, false)
		require.GreaterOrEqual(t, f.stage.h, float32(260), size)
		require.GreaterOrEqual(t, f.lesson.h, float32(lessonLeast), size)
		require.Equal(t, f.stage.bottom(), f.controls.y, size)
		require.Equal(t, f.controls.bottom(), f.narration.y, size)
		require.Equal(t, f.narration.bottom(), f.lesson.y, size)
		require.Equal(t, size[1], f.lesson.bottom(), size)
	}
}
