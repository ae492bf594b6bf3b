package window

import (
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestTheWindowPresents(t *testing.T) {
	p := sit(t, 1280, 720)
	full := []bool{}
	p.ticks(func() {
		p.w.system.Full = func(on bool) { full = append(full, on) }
		p.lab.Advance(p.lab.Now() + 3*sim.Second)
	})
	p.types(" ")
	p.click("Present")
	p.wait(0)
	require.Equal(t, []bool{true}, full)
	require.True(t, p.w.view.Presenting)
	require.Zero(t, p.w.frame.inspector, "no panels")
	for i := range p.w.scene.Members {
		require.GreaterOrEqual(t, 12*p.w.scene.Enlarged(), float32(22), "nothing is smaller than can be read from afar")
		require.Greater(t, p.w.scene.Members[i].R*p.w.scene.Enlarged(), float32(44))
	}
	p.find("End of the presentation")
	p.wait(3 * time.Second)
	for _, c := range p.w.sheet.controls {
		require.NotEqual(t, controlArea, c.area, "the controls have gone")
	}

	// A remote control: to what was told before, and on again.
	end := p.lab.Now()
	p.presses(ebiten.KeyPageUp)
	before := p.lab.Now()
	require.Less(t, before, end)
	require.NotEmpty(t, p.w.view.Narration.Brief)
	p.presses(ebiten.KeyPageUp)
	require.Less(t, p.lab.Now(), before)
	p.presses(ebiten.KeyPageDown)
	require.Equal(t, before, p.lab.Now())

	p.types("b")
	require.Len(t, p.w.sheet.items, 2, "paper, and the dark over it")
	p.presses(ebiten.KeyEscape)
	require.True(t, p.w.view.Presenting, "any key brings the picture back, and does no more")
	p.types("b")
	p.clickAt(600, 300)
	require.Greater(t, len(p.w.sheet.items), 2, "as does a click")
	require.Equal(t, before, p.lab.Now())
	p.presses(ebiten.KeyEscape)
	p.wait(0)
	require.False(t, p.w.view.Presenting)
	require.Equal(t, []bool{true, false}, full)
}

func TestThePictureAndTheTraceAreSaved(t *testing.T) {
	p := sit(t, 1280, 720)
	files := map[string]string{}
	p.ticks(func() {
		p.w.system.Save = func(name, text string) (string, error) { files[name] = text; return "/there/" + name, nil }
		p.lab.Advance(p.lab.Now() + 3*sim.Second)
	})
	p.types(" ")
	p.click("Save or print…")
	p.click("Picture in vectors (SVG)")
	p.click("Save or print…")
	p.click("Trace (JSON)")
	p.click("Save or print…")
	p.click("Picture (PNG)")
	p.wait(0)
	require.Len(t, files, 3)
	for name, text := range files {
		if strings.HasSuffix(name, ".png") {
			pic, err := png.Decode(strings.NewReader(text))
			require.NoError(t, err)
			m, x, y := p.member(p.leader())
			stage := p.w.frame.stage
			require.Equal(t, image.Pt(int(2*stage.w), int(2*stage.h)), pic.Bounds().Size())
			fill, _ := p.w.theme.Term(m.Term)
			r, g, b := fill.RGB()
			require.Equal(t, color.RGBA{r, g, b, 255}, pic.At(int(2*(x-stage.x-0.7*m.R)), int(2*(y-stage.y-0.7*m.R))), "the leader's square")
			continue
		}
		if strings.HasSuffix(name, ".svg") {
			require.Contains(t, text, ">etcd-01</text>")
			continue
		}
		var told struct {
			Link   string
			Events []struct{ ID uint64 }
		}
		require.NoError(t, json.Unmarshal([]byte(text), &told))
		require.Equal(t, p.w.viewer.Link(), told.Link)
		require.Greater(t, len(told.Events), 100)
	}
	require.Contains(t, strings.Join(p.texts(), "\n"), "Saved as /there/raftarium-")
}
