package window

import (
	"raftarium/viz/draw"
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// paint draws a sheet, in order. Stage is the scene that its stage item shows,
// lying at origin.
func paint(k *ink.Ink, s *sheet, stage *scene.Scene, t *theme.Theme) {
	for i := range s.items {
		it := &s.items[i]
		b := it.box
		switch it.kind {
		case fillItem:
			if it.corner == 0 {
				x, y := k.Snap(b.x), k.Snap(b.y)
				k.Rect(x, y, k.Snap(b.right())-x, k.Snap(b.bottom())-y, it.colour)
			} else {
				k.RoundRect(b.x, b.y, b.w, b.h, it.corner, it.colour)
			}
		case outlineItem:
			k.RoundOutline(b.x, b.y, b.w, b.h, it.corner, it.stroke, it.colour)
		case textItem:
			k.Text(b.x, b.y, it.text, it.style, it.align, it.colour)
		case iconItem:
			drawIcon(k, it.icon, b.x, b.y, it.colour)
		case levelItem:
			k.HLine(b.x, b.right(), b.y, it.stroke, it.colour)
		case uprightItem:
			k.VLine(b.x, b.y, b.bottom(), it.stroke, it.colour)
		case discItem:
			k.Circle(b.x, b.y, it.corner, it.colour)
		case stageItem:
			k.Origin(b.x, b.y)
			draw.Scene(k, stage, t)
			k.Origin(0, 0)
		case memberItem:
			draw.Member(k, &s.members[it.ref], t)
		case messageItem:
			draw.Message(k, &s.messages[it.ref], t)
		case cellItem:
			draw.Cell(k, &s.cells[it.ref], t)
		case foldItem:
			draw.Fold(k, &s.folds[it.ref], t)
		case signItem:
			draw.Sign(k, &s.signs[it.ref], t)
		}
	}
}
