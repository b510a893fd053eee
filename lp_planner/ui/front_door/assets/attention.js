// Brings what the planner has just answered into view, and the focus with it.
// A page names the place once (ui/frame/attention.py); each naming is followed once.
(() => {
  "use strict"
  if (window.lpAttention) return
  window.lpAttention = true

  const CONTROLS = "textarea, input:not([type=hidden]), [role=spinbutton], [role=combobox], [role=radio]"
  const HOLD = 1600 // milliseconds for which the page may still be drawing around the place
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)")
  let followed = ""
  let until = 0

  const isOut = (box) => {
    const { top, bottom } = box.getBoundingClientRect()
    return top < 72 || bottom > window.innerHeight - 8
  }

  const show = (box, isField) => {
    const control = isField ? box.querySelector(CONTROLS) : null
    const target = control || box
    if (!control) box.setAttribute("tabindex", "-1")
    if (document.activeElement !== target) target.focus({ preventScroll: true })
    if (!isOut(box)) return
    const isTall = box.getBoundingClientRect().height > window.innerHeight * 0.6
    box.style.scrollMarginTop = "5.5rem"
    box.scrollIntoView({
      block: isTall || !isField ? "start" : "center",
      behavior: calm.matches || Date.now() > until - HOLD + 400 ? "auto" : "smooth",
    })
  }

  const follow = () => {
    const mark = document.querySelector("[data-lp-attention]")
    if (!mark?.dataset.lpNonce || mark.dataset.lpNonce === followed) return
    const box = document.querySelector(`.${CSS.escape(mark.dataset.lpAttention)}`)
    if (!box) return
    followed = mark.dataset.lpNonce
    const isField = mark.dataset.lpIs === "field"
    until = Date.now() + HOLD
    const before = document.activeElement // the button that was pressed, until it is drawn anew
    const again = () => {
      const there = document.querySelector(`.${CSS.escape(mark.dataset.lpAttention)}`)
      const has = document.activeElement
      const isElsewhere = has && has !== document.body && has !== before && !there?.contains(has)
      if (Date.now() > until || !there || isElsewhere) return
      show(there, isField)
      window.setTimeout(again, 200)
    }
    again()
  }

  // Whoever takes the page in hand is not pulled back.
  for (const done of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(done, () => { until = 0 }, { passive: true, capture: true })
  }
  // "/" opens the search of the frame, unless one is typing; opened, it is ready for words.
  const TYPING = "input, textarea, canvas, [contenteditable], [role=spinbutton], [role=dialog]"
  const SEARCH = "[class*=st-key-menu-search] button"
  const begin = (left) => {
    const box = document.querySelector(".st-key-search-words input")
    if (box) box.focus()
    else if (left) window.setTimeout(() => begin(left - 1), 50)
  }
  window.addEventListener("keydown", (event) => {
    const search = document.querySelector(SEARCH)
    const isOurs = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!search || !isOurs || event.target.closest?.(TYPING)) return
    event.preventDefault()
    search.click()
  })
  window.addEventListener("click", (event) => {
    if (event.target.closest?.(SEARCH)) begin(20)
  })

  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true })
  follow()
})()
