package passage

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A text that is no book is refused, and says why.
func TestWhatIsNoBookIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		"":   "unexpected end",
		"[]": "cannot unmarshal",
		"{}": "leads from no event to any line",
		`{"keys":{"Started":{"rule":"Start","marks":[]}}}`: `"Started" leads to the function "Start", which is not there`,
	} {
		_, err := Parse([]byte(text))
		require.ErrorContains(t, err, says)
	}
}

func TestMarksHoldTheirEnds(t *testing.T) {
	p := Place{Marks: []Lines{{3, 4}, {7, 7}}}
	for line, marked := range map[int]bool{2: false, 3: true, 4: true, 5: false, 6: false, 7: true, 8: false} {
		require.Equal(t, marked, p.Marked(line), line)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"rules":{"Start":{"file":"core/raft/state.go","first":1,"lines":[[{"t":"func","k":1}]]}},"keys":{"Started":{"rule":"Start","marks":[{"from":1,"to":1}]}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := Parse(text)
		if err != nil {
			return
		}
		for _, place := range b.Keys {
			_, ok := b.Rules[place.Rule]
			require.True(t, ok)
		}
	})
}
