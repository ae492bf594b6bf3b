package shell

import (
	"strconv"
	"strings"
)

// word reads a word, or returns nil where none begins. Of < and >, those in
// asIs are characters like others.
func (p *parser) word(asIs string) (word, error) {
	var w word
	for !p.ended() {
		switch c := p.text[p.at]; c {
		case ' ', '\t', '\r', '\n', ';', '&', '|', '(', ')':
			return w, nil
		case '<', '>':
			if p.starts("<(") {
				if err := p.streamed(&w); err != nil {
					return nil, err
				}
				continue
			}
			if p.starts(">(") {
				return nil, p.fail(p.at, ">(…) is not there yet; a pipe is")
			}
			if strings.IndexByte(asIs, c) < 0 {
				return w, nil
			}
			p.at++
			w.add(string(c), false)
		case '\\':
			if p.at+1 == len(p.text) {
				return nil, p.goesOn()
			}
			if next := p.text[p.at+1]; next != '\n' {
				w.add(string(next), true)
			}
			p.at += 2
		case '\'':
			end := strings.IndexByte(p.text[p.at+1:], '\'')
			if end < 0 {
				return nil, p.goesOn()
			}
			w.add(p.text[p.at+1:p.at+1+end], true)
			p.at += end + 2
		case '"':
			p.at++
			w.add("", true)
			if err := p.untilQuote(&w, '"'); err != nil {
				return nil, err
			}
		case '`':
			if err := p.backquoted(&w, false); err != nil {
				return nil, err
			}
		case '$':
			if err := p.parameter(&w, false); err != nil {
				return nil, err
			}
		default:
			end := p.at
			for end < len(p.text) && !strings.ContainsRune(" \t\r\n;&|()<>\\'\"`$", rune(p.text[end])) {
				end++
			}
			w.add(p.text[p.at:end], false)
			p.at = end
		}
	}
	return w, nil
}

// streamed reads <(…).
func (p *parser) streamed(w *word) error {
	p.at += 2
	node, err := p.inParentheses()
	if err != nil {
		return err
	}
	p.substs = append(p.substs, p.add(&streamed{body: node}))
	*w = append(*w, piece{kind: substPiece, quoted: true, number: len(p.substs) - 1})
	return nil
}

// inParentheses reads a list and the parenthesis that closes it. What is
// substituted in the list belongs to it, and not to the word around it.
func (p *parser) inParentheses() (node int, err error) {
	substs := p.substs
	p.substs = nil
	if node, err = p.list(")"); err == nil {
		err = p.closes()
	}
	p.substs = substs
	return node, err
}

// add adds literal text.
func (w *word) add(text string, quoted bool) {
	if n := len(*w); n > 0 && (*w)[n-1].kind == literalPiece && (*w)[n-1].quoted == quoted {
		(*w)[n-1].text += text
		return
	}
	*w = append(*w, piece{text: text, quoted: quoted})
}

// untilQuote reads text in which only $, ` and \ mean something, up to the
// quote that ends it; a here-document, whose quote is 0, to its end.
func (p *parser) untilQuote(w *word, quote byte) error {
	for !p.ended() {
		switch c := p.text[p.at]; {
		case c == quote && quote != 0:
			p.at++
			return nil
		case c == '\\':
			if p.at+1 == len(p.text) {
				if quote == 0 {
					w.add("\\", true)
					p.at++
					continue
				}
				return p.goesOn()
			}
			switch next := p.text[p.at+1]; {
			case next == '$' || next == '`' || next == '\\' || next == '"' && quote == '"':
				w.add(string(next), true)
			case next == '\n':
			default:
				w.add(p.text[p.at:p.at+2], true)
			}
			p.at += 2
		case c == '`':
			if err := p.backquoted(w, true); err != nil {
				return err
			}
		case c == '$':
			if err := p.parameter(w, true); err != nil {
				return err
			}
		default:
			end := p.at
			for end < len(p.text) && p.text[end] != quote && p.text[end] != '\\' && p.text[end] != '`' && p.text[end] != '$' {
				end++
			}
			if end == p.at {
				end++ // a NUL in a here-document
			}
			w.add(p.text[p.at:end], true)
			p.at = end
		}
	}
	if quote == 0 {
		return nil
	}
	return p.goesOn()
}

// backquoted reads `…`.
func (p *parser) backquoted(w *word, quoted bool) error {
	var text strings.Builder
	for at := p.at + 1; at < len(p.text); at++ {
		c := p.text[at]
		if c == '`' {
			start := p.at
			p.at = at + 1
			return p.substitute(w, quoted, start, text.String())
		}
		if c == '\\' && at+1 < len(p.text) && strings.IndexByte("$`\\", p.text[at+1]) >= 0 {
			at++
			c = p.text[at]
		}
		text.WriteByte(c)
	}
	return p.goesOn()
}

// substitute adds the output of a command that stands in a text of its own.
func (p *parser) substitute(w *word, quoted bool, start int, text string) error {
	substs := p.substs
	p.substs = nil
	node := 0
	_, err := p.within(text, func(sub *parser) (_ word, err error) {
		if node, err = sub.list(); err == nil && !sub.ended() {
			err = sub.unexpected()
		}
		return nil, err
	})
	if err != nil {
		return p.fail(start, "%v", err)
	}
	p.substs = append(substs, node)
	*w = append(*w, piece{kind: substPiece, quoted: quoted, number: len(p.substs) - 1})
	return nil
}

// parameter reads what begins with a $, which before anything else is a $.
func (p *parser) parameter(w *word, quoted bool) error {
	p.at++
	rest := p.text[p.at:]
	n := nameLength(rest)
	switch {
	case n > 0:
		*w = append(*w, piece{kind: paramPiece, text: rest[:n], quoted: quoted})
		p.at += n
	case rest != "" && strings.IndexByte("?$!#@*-0123456789", rest[0]) >= 0:
		*w = append(*w, piece{kind: paramPiece, text: rest[:1], quoted: quoted})
		p.at++
	case p.starts("(("):
		p.at += 2
		end := p.sumEnd()
		if end < 0 {
			return p.goesOn()
		}
		text := p.text[p.at:end]
		p.at = end + 2
		expression, err := p.within(text, (*parser).sum)
		if err != nil {
			return err
		}
		*w = append(*w, piece{kind: sumPiece, quoted: quoted, word: expression})
	case p.starts("("):
		p.at++
		node, err := p.inParentheses()
		if err != nil {
			return err
		}
		p.substs = append(p.substs, node)
		*w = append(*w, piece{kind: substPiece, quoted: quoted, number: len(p.substs) - 1})
	case p.starts("{"):
		p.at++
		return p.braced(w, quoted)
	case p.starts("'") && !quoted:
		return p.escaped(w)
	default:
		w.add("$", quoted)
	}
	return nil
}

// sumEnd finds the )) that ends an expression, or -1.
func (p *parser) sumEnd() int {
	depth := 0
	for at := p.at; at+1 < len(p.text); at++ {
		switch {
		case p.text[at] == '(':
			depth++
		case p.text[at] == ')' && depth > 0:
			depth--
		case p.text[at] == ')' && p.text[at+1] == ')':
			return at
		}
	}
	return -1
}

// sum reads an expression, in which what begins with $ is expanded first, and
// double quotes count for nothing.
func (p *parser) sum() (w word, err error) {
	w.add("", true)
	err = p.untilQuote(&w, 0)
	for i := range w {
		if w[i].kind == literalPiece {
			w[i].text = strings.ReplaceAll(w[i].text, `"`, "")
		}
	}
	return w, err
}

// escaped reads $'…'.
func (p *parser) escaped(w *word) error {
	for end := p.at + 1; end < len(p.text); end++ {
		switch p.text[end] {
		case '\\':
			end++
		case '\'':
			text, _ := unescape(p.text[p.at+1:end], dollarQuote)
			w.add(text, true)
			p.at = end + 1
			return nil
		}
	}
	return p.goesOn()
}

// The dialects of escapes after a backslash.
const (
	dollarQuote = iota // $'…'
	echoEscape         // echo -e: octal numbers begin with a 0, \c ends all
	printfEscape
)

// unescape replaces \n and its kin. It reports whether \c ended the text.
func unescape(text string, dialect int) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		number := func(digits string, base, most int) {
			n := 0
			for n < most && i+1+n < len(text) && strings.IndexByte(digits, text[i+1+n]) >= 0 {
				n++
			}
			if n == 0 {
				b.WriteString(text[i-1 : i+1])
				return
			}
			v, _ := strconv.ParseUint(text[i+1:i+1+n], base, 64)
			if most > 3 {
				b.WriteRune(rune(v))
			} else {
				b.WriteByte(byte(v))
			}
			i += n
		}
		const hex = "0123456789abcdefABCDEF"
		switch c := text[i]; c {
		case 'a', 'b', 'e', 'E', 'f', 'n', 'r', 't', 'v':
			b.WriteByte("\a\b\x1b\x1b\f\n\r\t\v"[strings.IndexByte("abeEfnrtv", c)])
		case '\\':
			b.WriteByte('\\')
		case '\'', '"', '?':
			if dialect == echoEscape {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case 'x':
			number(hex, 16, 2)
		case 'u':
			number(hex, 16, 4)
		case 'U':
			number(hex, 16, 8)
		case 'c':
			if dialect != dollarQuote {
				return b.String(), true
			}
			b.WriteString(`\c`)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			most := 3
			if dialect == echoEscape {
				if c != '0' {
					b.WriteString(text[i-1 : i+1])
					continue
				}
			} else {
				i--
			}
			n := 0
			for n < most && i+1+n < len(text) && text[i+1+n] >= '0' && text[i+1+n] <= '7' {
				n++
			}
			v, _ := strconv.ParseUint("0"+text[i+1:i+1+n], 8, 64)
			b.WriteByte(byte(v))
			i += n
		default:
			b.WriteString(text[i-1 : i+1])
		}
	}
	return b.String(), false
}

// nameLength returns how many bytes of text are a variable's name.
func nameLength(text string) int {
	for i := 0; i < len(text); i++ {
		c := text[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return i
		}
	}
	return len(text)
}
