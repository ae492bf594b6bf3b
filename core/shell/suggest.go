package shell

import "fmt"

// suggest ends a sentence about an unknown word with the nearest known one, if
// that is near.
func suggest(text string, known []string) string {
	if best := nearestOf(text, known); best != "" {
		return fmt.Sprintf("; did you mean %s?", best)
	}
	return ""
}

// nearestOf returns the known word that is nearest to an unknown one, or "" if none is
// near.
func nearestOf(text string, known []string) string {
	best, least := "", len(text)/3+2
	for _, k := range known {
		if d := distance(text, k); d < least {
			best, least = k, d
		}
	}
	if len(text) > 64 {
		return ""
	}
	return best
}

// distance is how many letters have to be put in, left out, replaced or
// swapped with their neighbour to make b of a (the optimal string alignment
// distance of Damerau 1964).
func distance(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := row[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			next[j] = min(replaced, row[j]+1, next[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
