-- Il filtro degli atti: porta gli stili scritti nel Markdown (custom-style) in DOCX, ODT e Typst.
-- Ciò che gli atti non usano (immagini, codice, collegamenti con testo diverso) qui diventa testo o sparisce.

local ABBREVIAZIONI = {}
for riga in io.lines(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), 'abbreviazioni.txt' })) do
  ABBREVIAZIONI[riga] = true
end

-- «art. 55», «n. 3»: mai divisi da una fine di riga, né nel testo né nei valori.
local function unisci(parole)
  for i = #parole - 1, 2, -1 do
    local prima, spazio, dopo = parole[i - 1], parole[i], parole[i + 1]
    if prima.t == 'Str' and spazio.t == 'Space' and dopo.t == 'Str' and ABBREVIAZIONI[prima.text:match('[%w%.]+$') or ''] then
      parole[i - 1] = pandoc.Str(prima.text .. '\u{a0}' .. dopo.text)
      parole:remove(i + 1)
      parole:remove(i)
    end
  end
  return parole
end

local typst = FORMAT == 'typst'
local stemma = nil

local STILI = {
  Ente = 'ente', EnteDettagli = 'ente-dettagli', Settore = 'settore', Riquadro = 'passa',
  RiquadroCentrato = 'centrato', Organo = 'organo', Premessa = 'premessa', Formula = 'formula',
  PuntoFinale = 'tieni', LuogoData = 'luogo-data', FirmaQualifica = 'firma-qualifica', FirmaNome = 'firma-nome',
  FirmaFormula = 'firma-formula', Blocco = 'passa', Nota = 'nota', TabellaTitolo = 'tabella-titolo',
  Articolo = 'passa', Tabella = 'passa', DatoMancante = 'dato-mancante',
}
-- i blocchi che nel PDF stanno in una cornice o non si dividono tra due pagine
local CLASSI = { riquadro = 'riquadro', unito = 'unito', allegati = 'passa' }

local function avvolgi_blocchi(nome, blocchi)
  local fuori = pandoc.List({ pandoc.RawBlock('typst', '#' .. nome .. '[') })
  fuori:extend(blocchi)
  fuori:insert(pandoc.RawBlock('typst', ']'))
  return fuori
end

local function in_capoversi(blocchi)
  return pandoc.Blocks(blocchi):map(function(b) return b.t == 'Plain' and pandoc.Para(b.content) or b end)
end

local function con_stile(nome, blocchi)
  return pandoc.Div(blocchi, pandoc.Attr('', {}, { ['custom-style'] = nome }))
end

local function nome_di(elemento)
  local stile = elemento.attributes['custom-style']
  if stile and not STILI[stile] then
    error('stile sconosciuto in un modello: ' .. stile)
  end
  return stile
end

-- L'ultimo punto del dispositivo resta unito alla firma che lo segue.
local function dispositivo(div)
  local fuori = pandoc.List({})
  for i, blocco in ipairs(div.content) do
    local ultima = i == #div.content
    if blocco.t == 'OrderedList' and ultima and typst then
      local punti, n = blocco.content, #blocco.content
      local attributi = blocco.listAttributes
      if n > 1 then
        local primi = pandoc.List({})
        for k = 1, n - 1 do primi:insert(punti[k]) end
        fuori:insert(pandoc.OrderedList(primi, attributi))
      end
      local coda = pandoc.ListAttributes(attributi.start + n - 1, attributi.style, attributi.delimiter)
      fuori:extend(avvolgi_blocchi('tieni', { pandoc.OrderedList({ punti[n] }, coda) }))
    elseif blocco.t == 'OrderedList' and ultima then
      local punti = blocco.content
      local finale = punti[#punti]
      if #finale == 1 then
        punti[#punti] = { con_stile('PuntoFinale', finale) }
        blocco.content = punti
      end
      fuori:insert(blocco)
    else
      fuori:insert(blocco)
    end
  end
  return fuori
end

local function div(d)
  local stile = nome_di(d)
  if d.classes:includes('dispositivo') then d.content = dispositivo(d) end
  if not typst then return d end
  local blocchi = d.content
  if stile and STILI[stile] ~= 'passa' then blocchi = avvolgi_blocchi(STILI[stile], blocchi) end
  for _, classe in ipairs(d.classes) do
    if CLASSI[classe] and CLASSI[classe] ~= 'passa' then blocchi = avvolgi_blocchi(CLASSI[classe], blocchi) end
  end
  return blocchi
end

local function span(s)
  local stile = nome_di(s)
  if not typst then return s end
  if not stile or STILI[stile] == 'passa' then return s.content end
  local fuori = pandoc.List({ pandoc.RawInline('typst', '#' .. STILI[stile] .. '[') })
  fuori:extend(s.content)
  fuori:insert(pandoc.RawInline('typst', ']'))
  return fuori
end

-- Una tabella breve non si divide tra due pagine.
local function tabella(t)
  local righe = 0
  for _, corpo in ipairs(t.bodies) do righe = righe + #corpo.body end
  if typst and righe <= 10 then return avvolgi_blocchi('tabella-unita', { t }) end
end

local function intestazione(h)
  if h.classes:includes('articolo') and not typst then
    return con_stile('Articolo', { pandoc.Para(h.content) })
  elseif h.classes:includes('articolo') then
    return avvolgi_blocchi('articolo', { pandoc.Header(h.level, h.content) })
  end
  return pandoc.Header(h.level, h.content)
end

local function immagine(i)
  if not (stemma and i.src == 'stemma') then return {} end
  if typst then return pandoc.RawInline('typst', '#stemma') end
  i.src = stemma
  i.attributes['height'] = '2cm'
  return i
end

-- ODF non ammette tabelle nei punti di un elenco: l'elenco si interrompe e riprende con il numero che segue.
local function senza_tabelle(elenco)
  local fuori, punti, numero = pandoc.List({}), pandoc.List({}), elenco.t == 'OrderedList' and elenco.start or 0
  local function chiudi()
    if #punti == 0 then return end
    if elenco.t == 'OrderedList' then
      fuori:insert(pandoc.OrderedList(punti, pandoc.ListAttributes(numero, elenco.style, elenco.delimiter)))
      numero = numero + #punti
    else
      fuori:insert(pandoc.BulletList(punti))
    end
    punti = pandoc.List({})
  end
  for _, punto in ipairs(elenco.content) do
    local parte, in_coda = pandoc.Blocks({}), false
    for _, blocco in ipairs(punto) do
      if blocco.t == 'Table' then
        if #parte > 0 then punti:insert(parte) end
        chiudi()
        fuori:insert(blocco)
        parte, in_coda = pandoc.Blocks({}), true
      elseif in_coda then
        fuori:insert(blocco)
      else
        parte:insert(blocco)
      end
    end
    if #parte > 0 then punti:insert(parte) end
  end
  chiudi()
  return fuori
end

-- In DOCX la tabella di un punto rientra col testo: quanto rientra, tanto si stringe.
local function stringi(elenco)
  return elenco:walk({
    Table = function(t)
      t.colspecs = t.colspecs:map(function(c) return { c[1], c[2] and c[2] * 0.92 } end)
      return t
    end,
  })
end

local function elenco(l)
  l.content = l.content:map(in_capoversi)
  return FORMAT == 'docx' and stringi(l) or l
end

return {
  { Meta = function(m)
      stemma = m['file-stemma'] and pandoc.utils.stringify(m['file-stemma'])
      m['file-stemma'] = nil
      return m
    end },
  { BulletList = elenco, OrderedList = elenco },
  { Inlines = unisci },
  { Div = div, Span = span, Header = intestazione, Image = immagine, Table = tabella,
    Code = function(c) return pandoc.Str(c.text) end,
    CodeBlock = function(c) return pandoc.Para(pandoc.Str(c.text)) end,
    Link = function(l) return l.content end,
    HorizontalRule = function() return {} end },
  FORMAT == 'odt' and { BulletList = senza_tabelle, OrderedList = senza_tabelle } or {},
}
