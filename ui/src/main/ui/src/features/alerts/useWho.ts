export * from "../../components/alerts/useWho";
