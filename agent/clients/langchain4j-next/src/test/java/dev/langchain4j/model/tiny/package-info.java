/** Stands for a provider's module that has the points of LangChain4j 1.20: in its package, for the agent to take it for one. */
package dev.langchain4j.model.tiny;
