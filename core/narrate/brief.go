package narrate

import (
	"strings"
	"unicode/utf8"
)

// briefMost is how many characters of a sentence are read from afar.
var briefMost = [langs]int{70, 40}

// Brief returns a sentence as it is told to a hall: what happened, without the
// reason that follows it, where the whole is more than can be read from afar.
func Brief(sentence string, l Lang) string {
	if utf8.RuneCountInString(sentence) <= briefMost[l] {
		return sentence
	}
	end, stop := ": ", "."
	if l == Chinese {
		end, stop = "：", "。"
	}
	if at := strings.Index(sentence, end); at > 0 {
		return sentence[:at] + stop
	}
	return sentence
}
