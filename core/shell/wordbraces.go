package shell

import (
	"strings"
	"unicode/utf8"
)

// paramOperators are what may stand after the name in ${NAME…}; of those that
// begin alike the longer ones stand first.
var paramOperators = []string{":-", ":=", ":+", ":?", ":", "##", "%%", "-", "=", "+", "?", "#", "%", "//", "/#", "/%", "/", "^^", "^", ",,", ",", "@Q"}

// braced reads ${NAME}, ${#NAME}, ${!NAME}, ${NAME[INDEX]} and ${NAME:-WORD}
// with its kin.
func (p *parser) braced(w *word, quoted bool) error {
	start := p.at - 2
	refuse := func() error {
		end := strings.IndexByte(p.text[start:], '}')
		if end < 0 {
			return p.goesOn()
		}
		return p.fail(start, "'%s' is not understood: ${NAME}, ${#NAME}, ${!NAME}, ${NAME[INDEX]} and ${NAME:-WORD} are there, with - = + ? # ## %% %%%% / // ^ ^^ , ,, @Q and :OFFSET:LENGTH", p.text[start:start+end+1])
	}
	part := piece{kind: paramPiece, quoted: quoted}
	switch {
	case p.starts("#") && !p.starts("#}"):
		part.op = "length"
		p.at++
	case p.starts("!") && !p.starts("!}"):
		part.op = "indirect"
		p.at++
	}
	n := nameLength(p.text[p.at:])
	if n == 0 && !p.ended() {
		if c := p.text[p.at]; strings.IndexByte("?$!#@*", c) >= 0 {
			n = 1
		} else {
			for p.at+n < len(p.text) && p.text[p.at+n] >= '0' && p.text[p.at+n] <= '9' {
				n++
			}
		}
	}
	part.text = p.text[p.at : p.at+n]
	p.at += n
	if p.ended() {
		return p.goesOn()
	}
	if n == 0 {
		return refuse()
	}
	if p.starts("[") {
		p.at++
		if err := p.pieceOf(&part.index, quoted, "]"); err != nil {
			return err
		}
		if p.at++; p.ended() {
			return p.goesOn()
		}
	}
	if p.starts("}") {
		p.at++
		*w = append(*w, part)
		return nil
	}
	if part.op != "" {
		return refuse()
	}
	for _, op := range paramOperators {
		if p.starts(op) {
			part.op = op
			p.at += len(op)
			break
		}
	}
	if part.op == "" {
		return refuse()
	}
	ends := "}"
	if part.op[0] == '/' {
		ends = "/}"
	}
	if err := p.pieceOf(&part.word, quoted, ends); err != nil {
		return err
	}
	if p.starts("/") {
		p.at++
		if err := p.pieceOf(&part.with, quoted, "}"); err != nil {
			return err
		}
	}
	p.at++
	*w = append(*w, part)
	return nil
}

// pieceOf reads what stands within ${…} up to one of the signs that end it, and
// leaves the sign. The word is not nil.
func (p *parser) pieceOf(w *word, quoted bool, ends string) error {
	*w = word{}
	for p.ended() || strings.IndexByte(ends, p.text[p.at]) < 0 {
		if p.ended() {
			return p.goesOn()
		}
		switch c := p.text[p.at]; {
		case c == '\\' && p.at+1 < len(p.text):
			w.add(p.text[p.at+1:p.at+2], true)
			p.at += 2
		case c == '\'' && !quoted:
			end := strings.IndexByte(p.text[p.at+1:], '\'')
			if end < 0 {
				return p.goesOn()
			}
			w.add(p.text[p.at+1:p.at+1+end], true)
			p.at += end + 2
		case c == '"':
			p.at++
			w.add("", true)
			if err := p.untilQuote(w, '"'); err != nil {
				return err
			}
		case strings.HasPrefix(p.text[p.at:], "$'"):
			if err := p.parameter(w, false); err != nil {
				return err
			}
		case c == '$':
			if p.depth++; p.depth > nestedMax {
				return p.fail(p.at, "parameters are nested more than %d deep", nestedMax)
			}
			if err := p.parameter(w, quoted); err != nil {
				return err
			}
			p.depth--
		case c == '`':
			if err := p.backquoted(w, quoted); err != nil {
				return err
			}
		default:
			_, size := utf8.DecodeRuneInString(p.text[p.at:])
			w.add(p.text[p.at:p.at+size], false)
			p.at += size
		}
	}
	return nil
}
