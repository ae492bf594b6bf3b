package lesson

import "strings"

// spans reads the marks within a line: `code`, *emphasis*, **strong**,
// [text](address), and a backslash before a mark that is meant as it is. A mark
// without an end is text.
func spans(text string) []Span {
	text = strings.TrimSpace(text)
	var all []Span
	plain := ""
	add := func(s Span, length int) {
		if plain != "" {
			all = append(all, Span{Text: plain})
			plain = ""
		}
		all = append(all, s)
		text = text[length:]
	}
	for text != "" {
		switch {
		case text[0] == '\\' && len(text) > 1 && strings.IndexByte("\\`*[", text[1]) >= 0:
			plain, text = plain+text[1:2], text[2:]
			continue
		case text[0] == '`':
			if inside, n := enclosed(text, "`"); n > 0 {
				add(Span{Style: Mono, Text: inside}, n)
				continue
			}
		case strings.HasPrefix(text, "**"):
			if inside, n := enclosed(text, "**"); n > 0 {
				add(Span{Style: Strong, Text: inside}, n)
				continue
			}
		case text[0] == '*':
			if inside, n := enclosed(text, "*"); n > 0 {
				add(Span{Style: Emphasis, Text: inside}, n)
				continue
			}
		case text[0] == '[':
			label, rest, ok := strings.Cut(text[1:], "](")
			url, _, closed := strings.Cut(rest, ")")
			if ok && closed && label != "" && isSafe(url) {
				add(Span{Style: Link, Text: label, URL: url}, len(label)+len(url)+4)
				continue
			}
		}
		// What begins no mark is text up to the next one that could.
		n := strings.IndexAny(text[1:], "\\`*[") + 1
		if n == 0 {
			n = len(text)
		}
		plain, text = plain+text[:n], text[n:]
	}
	if plain != "" {
		all = append(all, Span{Text: plain})
	}
	return all
}

// enclosed returns what stands between two marks, and how long all of it is; 0
// if there is no end, or nothing inside.
func enclosed(text, mark string) (string, int) {
	inside, _, ok := strings.Cut(text[len(mark):], mark)
	if !ok || strings.TrimSpace(inside) == "" {
		return "", 0
	}
	return inside, len(inside) + 2*len(mark)
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
