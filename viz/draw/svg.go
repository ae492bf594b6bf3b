package draw

import (
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// SVG returns a scene as a picture in vectors, with a title for those who do not
// see it. Lang is the language of its texts, as narrate.Lang writes it.
func SVG(s *scene.Scene, t *theme.Theme, lang, title string) []byte {
	k, z := ink.New(ink.NewGlyphSource(lang)), s.Enlarged()
	return k.SVG(s.Width*z, s.Height*z, t.Paper, lang == "zh", title, func() { Scene(k, s, t) })
}
