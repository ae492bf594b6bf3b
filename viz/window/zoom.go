package window

import (
	"fmt"
	"slices"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/narrate"
)

// zooms are how much larger than usual the window shows everything.
var zooms = []float32{0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5}

// zoomStep is the zoom that is by so many steps larger.
func zoomStep(zoom float32, by int) (float32, error) {
	at := slices.Index(zooms, zoom)
	if at < 0 {
		return 0, fmt.Errorf("%v is no zoom", zoom)
	}
	return zooms[max(0, min(at+by, len(zooms)-1))], nil
}

// fittingZoom is the largest zoom up to one that leaves a window of a size as much
// as the layout needs, or the smallest.
func fittingZoom(zoom, width, height float32) float32 {
	fits := zooms[0]
	for _, z := range zooms {
		if z <= zoom && width/z >= WidthLeast && height/z >= HeightLeast {
			fits = z
		}
	}
	return fits
}

// zoomBy makes everything larger or smaller by steps; 0 is the usual size.
func (w *Window) zoomBy(steps int) {
	w.zoom, _ = zoomStep(w.zoom, steps) // it is one of them
	if steps == 0 {
		w.zoom = 1
	}
	device := float32(ebiten.Monitor().DeviceScaleFactor()) / w.scale
	if most := fittingZoom(w.zoom, w.width/device, w.height/device); most < w.zoom && steps > 0 {
		w.zoom = most
		w.toast.show(w.text("window.zoom-most", narrate.Num("n", int(100*most+0.5))))
	} else {
		w.toast.show(fmt.Sprintf("%.0f %%", 100*w.zoom))
	}
	w.changed()
}
