package narrate

import "strings"

// Lang is a language that every text exists in.
type Lang uint8

const (
	English Lang = iota
	Chinese      // 简体中文
	langs
)

// Langs returns the languages, in the order in which they are offered.
func Langs() []Lang { return []Lang{English, Chinese} }

// ParseLang returns the language of a tag of BCP 47 or a locale, as in "zh-CN",
// "zh_CN.UTF-8" or "en". What is not Chinese is English; ok is false if it is
// neither.
func ParseLang(tag string) (lang Lang, ok bool) {
	primary := strings.ToLower(tag)
	if end := strings.IndexAny(primary, "-_.@"); end >= 0 {
		primary = primary[:end]
	}
	switch primary {
	case "zh":
		return Chinese, true
	case "en":
		return English, true
	}
	return English, false
}

// String returns the language's short tag, "en" or "zh".
func (l Lang) String() string {
	if l == Chinese {
		return "zh"
	}
	return "en"
}

// pair is a text in both languages.
type pair [langs]string

func (p *pair) in(l Lang) string {
	if l >= langs {
		l = English
	}
	return p[l]
}
