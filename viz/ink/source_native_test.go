//go:build !js

package ink

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryCharacterOfTheCatalogueHasAGlyph(t *testing.T) {
	source := NewGlyphSource("zh").(*notoSource)
	files, err := filepath.Glob("../../core/narrate/*.go")
	require.NoError(t, err)
	missing := map[rune]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, r := range string(text) {
			if r > 0x7E && source.faceOf(Face{Px: 14}, r) == nil {
				missing[r] = true
			}
		}
	}
	var list []rune
	for r := range missing {
		list = append(list, r)
	}
	require.Empty(t, string(list), "run viz/ink/fonts/subset.py to add them")
}
