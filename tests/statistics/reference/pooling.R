# Writes pooling.json: random-effects pooling.
#
#   Rscript pooling.R     (R 4.2.2, metafor 3.8-1, jsonlite 1.8.4)
#
# test = "adhoc" is Hartung and Knapp's standard error, never smaller than the plain one. metafor
# derives I2 from tau2; the one here is the usual (Q - df) / Q, from metafor's Q.

suppressPackageStartupMessages({library(jsonlite); library(metafor)})
set.seed(20261125)

pooled <- function(name, y, v) {
  fit <- rma(y, v, method = "PM", test = "adhoc", control = list(tol = 1e-13, maxiter = 1000))
  plain <- rma(y, v, method = "PM", test = "knha", control = list(tol = 1e-13, maxiter = 1000))
  p <- predict(fit)
  list(name = unbox(name), y = y, v = v, estimate = unbox(c(fit$beta)), se = unbox(fit$se), low = unbox(fit$ci.lb),
       high = unbox(fit$ci.ub), tau2 = unbox(fit$tau2), q = unbox(fit$QE), i2 = unbox(max(0, (fit$QE - (length(y) - 1)) / fit$QE)),
       prediction_low = unbox(p$pi.lb), prediction_high = unbox(p$pi.ub), weights = unname(weights(fit)) / 100,
       untruncated_se = unbox(plain$se))
}
random <- function(k, tau) { v <- round(runif(k, .02, .2), 4); list(y = round(rnorm(k, .2, sqrt(v + tau^2)), 4), v = v) }
made <- function(name, k, tau) { d <- random(k, tau); pooled(name, d$y, d$v) }
write(toJSON(list(
  made_with = list(R = unbox(as.character(getRversion())), metafor = unbox(as.character(packageVersion("metafor"))),
                   jsonlite = unbox(as.character(packageVersion("jsonlite")))),
  sets = list(
    pooled("three that agree closely", c(.20, .23, .25), c(.07, .08, .06)),
    made("three", 3, .3), made("four, alike", 4, 0), made("five", 5, .4), made("eight", 8, .2),
    made("twelve, very different", 12, .8), made("thirty", 30, .15),
    pooled("one that disagrees", c(.1, .12, .9, .15, .11), c(.01, .012, .011, .02, .015)),
    pooled("one large, four small", c(.05, .4, .5, -.3, .6), c(.001, .1, .12, .15, .09)))
), digits = NA), "pooling.json")
