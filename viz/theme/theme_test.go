package theme

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTermsTakeTheSixColoursInTurn(t *testing.T) {
	first, _ := Light.Term(1)
	seventh, _ := Light.Term(7)
	require.Equal(t, first, seventh)
	require.Equal(t, Colour(0x749258), first)
	require.Equal(t, []int{5, 0, 1, 5, 0}, []int{Index(0), Index(1), Index(2), Index(6), Index(7)})
}

func TestCSSHasEveryTokenOfBothThemes(t *testing.T) {
	css := CSS()
	for _, line := range []string{
		"--paper: #F8F5EE;", "--paper: #12161C;", "--ink-2: #45464A;", "--danger-soft: #3A1C1C;",
		"--t1: #749258;", "--t1i: #16181D;", "--t6: #AF6E94;", "color-scheme: dark;",
	} {
		require.Contains(t, css, line)
	}
	require.Equal(t, 2*(14+2*Terms), strings.Count(css, ": #"))
	require.Equal(t, 3, strings.Count(css, "{"))
	require.Equal(t, 3, strings.Count(css, "}"))
}

func TestMixCrossesFromOneColourToTheOther(t *testing.T) {
	require.Equal(t, Colour(0x000000), Colour(0).Mix(0xFFFFFF, 0))
	require.Equal(t, Colour(0x808080), Colour(0).Mix(0xFFFFFF, 0.5))
	require.Equal(t, Colour(0xFFFFFF), Colour(0).Mix(0xFFFFFF, 1))
	require.Equal(t, "#0F4574", Colour(0x0F4574).Hex())
}
