package lesson

import "strings"

// spans reads the marks within a line: `code`, *emphasis*, **strong**,
// [text](address), and a backslash before a mark that is meant as it is. A mark
// without an end is text.
func spans(text string) []Span {
	text = strings.TrimSpace(text)
	var all []Span
	var plain []byte
	for text != "" {
		if text[0] == '\\' && len(text) > 1 && strings.IndexByte("\\`*[", text[1]) >= 0 {
			plain, text = append(plain, text[1]), text[2:]
			continue
		}
		if s, length := marked(text); length > 0 {
			if len(plain) > 0 {
				all, plain = append(all, Span{Text: string(plain)}), nil
			}
			all, text = append(all, s), text[length:]
			continue
		}
		// What begins no mark is text up to the next one that could.
		n := strings.IndexAny(text[1:], "\\`*[") + 1
		if n == 0 {
			n = len(text)
		}
		plain, text = append(plain, text[:n]...), text[n:]
	}
	if len(plain) > 0 {
		all = append(all, Span{Text: string(plain)})
	}
	return all
}

// marked returns the span that a text begins with, and how long it is with its marks;
// 0 if it begins with none.
func marked(text string) (Span, int) {
	switch {
	case text[0] == '`':
		return enclosed(text, "`", Mono)
	case text[0] == '[':
		return link(text)
	case strings.HasPrefix(text, "**"):
		if s, n := enclosed(text, "**", Strong); n > 0 {
			return s, n
		}
		return enclosed(text, "*", Emphasis)
	case text[0] == '*':
		return enclosed(text, "*", Emphasis)
	}
	return Span{}, 0
}

// enclosed returns what stands between two marks, unless there is no end, or nothing
// inside. Stars with blanks inside them, as in 2 * 3 * 4, are none.
func enclosed(text, mark string, style Style) (Span, int) {
	inside, _, ok := strings.Cut(text[len(mark):], mark)
	if !ok || strings.TrimSpace(inside) == "" || style != Mono && strings.TrimSpace(inside) != inside {
		return Span{}, 0
	}
	return Span{Style: style, Text: inside}, len(inside) + 2*len(mark)
}

// addressMax bounds how far is looked for the end of a link's address, in bytes.
const addressMax = 2000

// link reads [text](address). There are no brackets in the text, nor in the address;
// parentheses in it stand in pairs.
func link(text string) (Span, int) {
	end := strings.IndexAny(text[1:], "[]") + 1
	if end <= 1 || !strings.HasPrefix(text[end:], "](") {
		return Span{}, 0
	}
	address := text[end+2:]
	if !isSafe(address) {
		return Span{}, 0
	}
	open := 0
	for n := range min(len(address), addressMax) {
		switch address[n] {
		case '[', ']', ' ':
			return Span{}, 0
		case '(':
			open++
		case ')':
			if open--; open < 0 {
				return Span{Style: Link, Text: text[1:end], URL: address[:n]}, end + 2 + n + 1
			}
		}
	}
	return Span{}, 0
}

// isSafe reports whether an address may be followed: a page, or another lesson.
// A lesson may come from a stranger.
func isSafe(url string) bool {
	for _, scheme := range []string{"https://", "http://", "#lesson="} {
		if strings.HasPrefix(url, scheme) {
			return true
		}
	}
	return false
}

// Text returns spans as plain text.
func Text(all []Span) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(s.Text)
	}
	return b.String()
}
