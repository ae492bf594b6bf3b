package slab_test

import (
	"fmt"
	"reflect"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/slab"
)

type pair struct {
	name   string
	number int
}

func (p pair) String() string { return fmt.Sprint(p.name, p.number) }

// like is what the words of interfaces are taken from.
var like fmt.Stringer = pair{}

// What a slab holds is the same as the language's own conversion makes: by its
// type, in comparisons and switches, and for the garbage collector.
func TestSlabsConvertAsTheLanguageDoes(t *testing.T) {
	var pairs slab.Of[pair]
	var all []fmt.Stringer
	for i := range 300 {
		all = append(all, slab.As(like, pairs.Keep(&pair{fmt.Sprint("n", i), i})))
	}
	runtime.GC()
	for i, got := range all {
		want := pair{fmt.Sprint("n", i), i}
		require.Equal(t, fmt.Stringer(want), got)
		require.True(t, got == fmt.Stringer(want))
		require.Equal(t, reflect.TypeFor[pair](), reflect.TypeOf(got))
		require.Equal(t, want.String(), got.String())
		asserted, ok := got.(pair)
		require.True(t, ok)
		require.Equal(t, want, asserted)
		require.True(t, slab.Retype(like, any(got)) == got)
		require.True(t, slab.Retype(like, any(want)) == got)
		require.Equal(t, want, *slab.At[pair](got))
		require.Same(t, slab.At[pair](got), slab.At[pair](any(got)))
	}
	require.Equal(t, pair{}, like, "what the words are taken from stays")
}

func TestEachPlaceIsGivenOutOnce(t *testing.T) {
	var numbers slab.Of[int]
	seen := map[*int]bool{}
	for i := range 500 {
		p := numbers.Keep(&i)
		require.False(t, seen[p])
		seen[p] = true
	}
	for p := range seen {
		require.Contains(t, seen, p)
	}
	require.Less(t, testing.AllocsPerRun(640, func() { n := 1; numbers.Keep(&n) }), 1.0)
}
