/**
 * Reads an operator's rules strictly from a YAML file: {@code rules}, a list, each with {@code id} and {@code reason} and
 * what else its kind has. A fault is named with its file, line and rule. Start reading at {@link
 * org.ooni.pipeline.autoclaving.rules.RulesFile}.
 */
package org.ooni.pipeline.autoclaving.rules;
